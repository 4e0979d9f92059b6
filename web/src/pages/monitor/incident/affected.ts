import type { Incident, Window } from "../../../api/operations";
import { columnOf } from "../incidentWords";
import { strengthOf } from "../strength";

/** The windows that showed the incident, newest first: as many as it counts, up to the last one that did. */
export function affectedOf(incident: Pick<Incident, "seen_at" | "windows">, newestFirst: readonly Window[]): Window[] {
  const until = Date.parse(incident.seen_at);
  return newestFirst.filter(({ end }) => Date.parse(end) <= until).slice(0, incident.windows);
}

/** What a window says of this incident, alarms of its kind and column, the strongest first. */
export function evidenceOf(incident: Incident, window: Window): string[] {
  const column = columnOf(incident);
  const mine = window.findings.filter((finding) => finding.kind === incident.kind && finding.alarm && (column === null || finding.column === column));
  return mine.toSorted((a, b) => strengthOf(b) - strengthOf(a)).map(({ says }) => says);
}

interface Course {
  title: string;
  unit?: string;
  isZeroBased: boolean;
  value: (window: Window) => number | null;
  band?: (window: Window) => readonly [number | null, number | null];
}

const live = (window: Window) => window.performance.find(({ variant }) => variant === window.live);

/** The figure that such an incident is about, for each window. */
export function courseOf(incident: Incident): Course {
  const column = columnOf(incident);
  if (incident.kind === "performance")
    return { title: "ROC AUC of the live version", isZeroBased: false, value: (window) => live(window)?.roc_auc ?? null, band: (window) => [live(window)?.roc_auc_lo ?? null, live(window)?.roc_auc_hi ?? null] };
  if (incident.kind === "latency") return { title: "99th percentile of latency", unit: "ms", isZeroBased: true, value: ({ latency_p99_ms: p99 }) => p99 };
  if (column)
    return { title: `${column}: change in the share of missing values`, isZeroBased: true, value: ({ findings }) => findings.find((one) => one.column === column && one.test === "missing")?.effect ?? (findings.some((one) => one.column === column) ? 0 : null) };
  if (incident.kind === "drift") return { title: "Features with a drift alarm", isZeroBased: true, value: ({ findings }) => new Set(findings.filter((one) => one.kind === "drift" && one.alarm).map((one) => one.column)).size };
  return { title: "Requests per window", isZeroBased: true, value: ({ rows }) => rows };
}
