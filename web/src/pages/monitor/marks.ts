import type { Cycle, Incident, Policy } from "../../api/operations";
import { parseRef } from "../../format/ref";
import type { Mark } from "../../components/TimeChart";
import { here } from "./useGo";

/** The kinds of events on the axis, in the words of the menu. */
export const MARK_KINDS = { promotion: "Promotions", rollback: "Roll-backs", incident: "Incidents", cycle: "Retrainings" } as const;
export type MarkKind = keyof typeof MARK_KINDS;

export const selectorOf = (ref: string | null | undefined): string => (ref ? `v${parseRef(ref)?.selector ?? "?"}` : "nothing");

export function liveOf(policy: Policy): string {
  return policy.arms.reduce((best, arm) => (arm.weight_ppm > best.weight_ppm ? arm : best), policy.arms[0]!)?.model ?? "";
}

/** Policies that changed who answers most; steps of a canary in between are not among them. */
export function deployMarks(policies: readonly Policy[], deployment: string): Mark[] {
  const oldestFirst = [...policies].sort((a, b) => a.gen - b.gen);
  return oldestFirst.flatMap((policy, i): Mark[] => {
    const before = oldestFirst[i - 1];
    const live = liveOf(policy);
    if (before && liveOf(before) === live) return [];
    const kind = policy.restores === null ? "promotion" : "rollback";
    return [{ at: Date.parse(policy.created_at), kind, label: selectorOf(live), to: here(`deployments/${deployment}?tab=history`) }];
  });
}

export function incidentMarks(incidents: readonly Incident[]): Mark[] {
  return incidents.map((incident) => ({
    at: Date.parse(incident.opened_at), kind: "incident", label: `${incident.kind} ${incident.cause === incident.kind ? "" : incident.cause}`.trim(), to: here(`incidents/${incident.id}`),
  }));
}

/** Turns of the loop: a challenger trained, whatever became of it. */
export function cycleMarks(cycles: readonly Cycle[]): Mark[] {
  // A promoted challenger has the mark of its promotion.
  return cycles.filter(({ outcome }) => outcome !== "promoted").map((cycle) => ({
    at: Date.parse(cycle.opened_at), kind: "cycle", label: `cycle ${cycle.number}: ${selectorOf(cycle.challenger)} ${cycle.outcome ?? cycle.stage}`.replace("_", " "),
    to: here(`loops/${cycle.loop}/cycles/${cycle.id}`),
  }));
}
