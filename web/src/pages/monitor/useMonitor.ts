import { useMemo } from "react";
import type { Mark } from "../../components/TimeChart";
import { useCall } from "../../api/queries";
import { useUrlState } from "../../app/urlState";
import { cycleMarks, deployMarks, incidentMarks, MARK_KINDS, type MarkKind } from "./marks";

const MOST = 400;

/** Everything the page of a monitor shows, asked once. */
export function useMonitor(name: string) {
  const monitor = useCall("monitors.get", { name });
  const deployment = monitor.data?.spec.deployment ?? "";
  const isKnown = { enabled: deployment !== "" };
  const strip = useCall("monitors.heat_strip", { name, limit: MOST });
  const incidents = useCall("incidents.list_incidents", { deployment, limit: 200 }, isKnown);
  const policies = useCall("deployments.list_policies", { name: deployment, limit: 200 }, isKnown);
  const loops = useCall("loops.list_loops", {});
  const loop = loops.data?.find(({ policy }) => policy.monitor === name || policy.deployment === deployment);
  const cycles = useCall("loops.list_cycles", { name: loop?.name ?? "", limit: 200 }, { enabled: loop !== undefined });
  const [hidden, setHidden] = useUrlState("marks-off", [] as readonly string[]);
  const marks = useMemo((): Mark[] => {
    const all = [...deployMarks(policies.data ?? [], deployment), ...incidentMarks(incidents.data ?? []), ...cycleMarks(cycles.data ?? [])];
    return all.filter(({ kind }) => !hidden.includes(kind)).sort((a, b) => a.at - b.at);
  }, [policies.data, incidents.data, cycles.data, deployment, hidden]);
  const toggle = (kind: MarkKind): void => setHidden(hidden.includes(kind) ? hidden.filter((one) => one !== kind) : [...hidden, kind]);
  const kinds = (Object.keys(MARK_KINDS) as MarkKind[]).map((kind) => ({ kind, label: MARK_KINDS[kind], isShown: !hidden.includes(kind), toggle: () => toggle(kind) }));
  return { monitor, deployment, strip, incidents, policies, loop, cycles, marks, kinds };
}

export type MonitorView = ReturnType<typeof useMonitor>;
