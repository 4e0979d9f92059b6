import { useMemo } from "react";
import { useCall } from "../../api/queries";

/** What the page of a loop shows, asked once. */
export function useLoop(name: string, decisions: number) {
  const loop = useCall("loops.get", { name });
  const isThere = loop.data !== undefined;
  const deployment = loop.data?.policy.deployment ?? "";
  const cycles = useCall("loops.list_cycles", { name, limit: 200 }, { enabled: isThere });
  const made = useCall("loops.list_decisions", { name, limit: decisions }, { enabled: isThere, keep: true });
  const incidents = useCall("incidents.list_incidents", { deployment, limit: 200 }, { enabled: deployment !== "" });
  const active = cycles.data?.find(({ outcome }) => outcome === null);
  const numbers = useMemo(() => new Map(cycles.data?.map(({ id, number }) => [id, number])), [cycles.data]);
  const open = useMemo(() => incidents.data?.filter(({ state }) => state !== "closed") ?? [], [incidents.data]);
  return { loop, cycles, decisions: made, active, numbers, open, deployment };
}

export type LoopView = ReturnType<typeof useLoop>;
