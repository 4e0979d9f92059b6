/** The KPI of a charter as monitors measure it: the share of positives that were warned of. */
import type { Kpi, Strip } from "../../api/operations";

export interface Measured {
  /** In the newest window with outcomes. */
  now: number;
  until: string;
  /** Over the windows shown, each weighed by its outcomes. */
  mean: number;
  windows: number;
  wrong: number | null;
}

/**
 * Only where there is no doubt which figure is meant: one KPI, a share, up is better. A charter does not name the
 * figure of a monitor that measures it.
 */
export function measuredKpi(kpi: Kpi, count: number, strip: Strip | undefined): Measured | null {
  const live = strip?.performance.find(({ variant }) => variant === "live");
  if (!strip || !live || count !== 1 || kpi.unit !== "share" || kpi.direction !== "up") return null;
  const known = live.recall_at_threshold.flatMap((value, i) => (value === null ? [] : [{ value, i, weight: live.labelled[i] ?? 0 }]));
  const last = known.at(-1);
  if (!last) return null;
  const weight = known.reduce((sum, one) => sum + one.weight, 0);
  return {
    now: last.value,
    until: strip.windows[last.i]?.end ?? "",
    mean: weight ? known.reduce((sum, one) => sum + one.value * one.weight, 0) / weight : last.value,
    windows: known.length,
    wrong: live.false_warning_rate[last.i] ?? null,
  };
}

export type Standing = "met" | "acceptable" | "short" | "unknown";

/** Where a value stands against the target and what is acceptable at least. */
export function standingOf(kpi: Kpi, value: number | null): Standing {
  if (value === null || kpi.target === null) return "unknown";
  const isBeyond = (bound: number): boolean => (kpi.direction === "up" ? value >= bound : value <= bound);
  if (isBeyond(kpi.target)) return "met";
  return kpi.minimum_acceptable !== null && isBeyond(kpi.minimum_acceptable) ? "acceptable" : "short";
}
