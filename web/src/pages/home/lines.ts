/** The figures of a live model that stand beside each other on one axis. */
import type { LiveModel, Strip } from "../../api/operations";

export interface Line {
  name: string;
  title: string;
  at: number[];
  y: readonly (number | null)[];
  unit?: string;
  isCount?: boolean;
  isShare?: boolean;
  reference?: number | undefined;
}

/** By window of its monitor where one watches it; else by day, what the log alone can say. */
export function linesOf(live: LiveModel, strip: Strip | undefined, isComing = false): Line[] {
  if (live.window_end.length < 2) {
    const at = live.at.map((moment) => Date.parse(moment));
    return [
      { name: "Requests", title: "Requests a day", at, y: live.requests, isCount: true },
      { name: "p95", title: "95 % of answers took at most", at, y: live.p95_ms, unit: "ms" },
    ];
  }
  const at = live.window_end.map((end) => Date.parse(end));
  // The strip may have fewer or more windows than the row: both end with the newest.
  const fit = (values: readonly (number | null)[] | undefined): (number | null)[] => at.map((_, i) => values?.at(i - at.length) ?? null);
  const judged: Line[] = [
    { name: "Drift alarms", title: "Findings that alarmed in each window", at, y: live.alarms, isCount: true },
    { name: "ROC AUC", title: "ROC AUC of each window", at, y: live.metric, reference: strip?.baseline ?? undefined },
  ];
  if (!strip && !isComing) return judged;
  const lines: Line[] = [
    { name: "Requests", title: "Answers in each window", at, y: fit(strip?.windows.map(({ rows }) => rows)), isCount: true },
    { name: "p95", title: "95 % of answers took at most", at, y: fit(strip?.windows.map(({ latency_p95_ms }) => latency_p95_ms)), unit: "ms" },
    ...judged,
  ];
  const recall = strip?.performance.find(({ variant }) => variant === "live")?.recall_at_threshold;
  // Before the strip is here its place is kept, so that nothing moves.
  if (!strip || recall?.some((value) => value !== null)) lines.push({ name: "Warned of", title: "Share of the positives that were warned of", at, y: fit(recall), isShare: true });
  return lines;
}
