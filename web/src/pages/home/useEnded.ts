import { useQuery } from "@tanstack/react-query";
import { call } from "../../api/call";
import { currentProject } from "../../api/place";
import { type Ended, endedOfCycle, endedOfEntry } from "./story";

/**
 * The cycles that ended for a deployment. Where it is the only one, the record has all of them in one answer; else the
 * loops say which is whose.
 */
export function useEnded(deployment: string, isOnly: boolean) {
  return useQuery({
    queryKey: [currentProject(), "loops", "ended", deployment, isOnly],
    queryFn: ({ signal }) => (isOnly ? fromRecord(signal) : fromLoops(deployment, signal)),
    staleTime: 30_000,
  });
}

async function fromRecord(signal: AbortSignal): Promise<Ended[]> {
  return (await call("audit.list_events", { kind: "cycle.closed", newest_first: true, limit: 200 }, { signal })).map(endedOfEntry);
}

async function fromLoops(deployment: string, signal: AbortSignal): Promise<Ended[]> {
  const loops = (await call("loops.list_loops", {}, { signal })).filter(({ policy }) => policy.deployment === deployment);
  const cycles = await Promise.all(loops.map(({ name }) => call("loops.list_cycles", { name, limit: 200 }, { signal })));
  return cycles.flat().flatMap(endedOfCycle);
}
