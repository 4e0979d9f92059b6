import type { RunColumn, RunRow } from "../../api/operations";
import type { CellValue } from "../../components/Table";
import { instantOf } from "../../format/time";

/** Something runs are shown by: `metrics.auc`, `params.lr`, `started_at`. */
export interface RunField {
  /** As the API writes it, in filters, orders and columns. */
  field: string;
  kind: RunColumn["kind"];
  /** What people call it. */
  label: string;
  isNumber: boolean;
}

const LABELS: Record<string, string> = {
  id: "Id",
  name: "Name",
  state: "State",
  experiment: "Experiment",
  owner: "Owner",
  parent: "Parent",
  started_at: "Started",
  ended_at: "Ended",
  duration_s: "Duration",
  notes: "Notes",
};
const KINDS: Record<string, RunColumn["kind"]> = { metrics: "metric", params: "param", tags: "tag" };
const FIGURES = /\.(min|max|mean|first|count)$/;

export function fieldOf({ field, kind, key, type }: RunColumn): RunField {
  const label = kind === "attribute" ? (LABELS[field] ?? field) : key;
  return { field, kind, label, isNumber: type === "number" };
}

/** A field of an address that the API has not named: another figure of a metric, or one that has no run any more. */
export function readField(text: string): RunField {
  const [, area = "", rest = ""] = /^(metrics|params|tags)\.(.*)$/s.exec(text) ?? [];
  const kind = KINDS[area];
  if (!kind) return { field: text, kind: "attribute", label: LABELS[text] ?? text, isNumber: text === "duration_s" };
  const label = rest.replace(/^([`"])((?:(?!\1).|\1\1)*)\1/s, (_, quote: string, key: string) => key.replaceAll(quote + quote, quote));
  return { field: text, kind, label, isNumber: kind === "metric" };
}

/** The same metric, another figure of it: `metrics.loss.min`. */
export function figureField(field: RunField, figure: "min" | "max" | "mean"): RunField {
  return { ...field, field: `${field.field.replace(FIGURES, "")}.${figure}`, label: `${field.label.replace(FIGURES, "")}.${figure}` };
}

/** A param, tag or metric as the API's language writes it. */
export function written(kind: "metrics" | "params" | "tags", key: string): string {
  return /^[A-Za-z_][\w-]*$/.test(key) ? `${kind}.${key}` : `${kind}.\`${key.replaceAll("`", "``")}\``;
}

/** Text in the quotes of the filter language. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** One filter that wants both. */
export function both(a: string, b: string): string {
  if (!a.trim() || !b.trim()) return a.trim() || b.trim();
  return `(${a}) and ${b}`;
}

/** Infinities and NaN travel as texts. */
export function numberOf(value: unknown): number | null {
  if (typeof value === "number") return value;
  if (value === "nan") return Number.NaN;
  if (value === "inf") return Number.POSITIVE_INFINITY;
  return value === "-inf" ? Number.NEGATIVE_INFINITY : null;
}

/** The value of a field in a run of a list; undefined where the run has none. */
export function valueIn(row: RunRow, { field, kind }: RunField): CellValue {
  if (kind === "metric") return field in row.values ? numberOf(row.values[field]) : undefined;
  if (kind !== "attribute" || field in row.values) return row.values[field];
  if (field === "duration_s") return durationOf(row);
  if (field === "started_at") return new Date(row.started_at);
  if (field === "ended_at") return row.ended_at === null ? null : new Date(row.ended_at);
  return row[field as "id" | "name" | "state" | "experiment" | "owner" | "parent"];
}

/** Seconds a run took; of one that has not ended, so far. */
export function durationOf(run: { started_at: string; ended_at: string | null }, now = Date.now()): number | null {
  const from = instantOf(run.started_at);
  return from === null ? null : ((instantOf(run.ended_at) ?? now) - from) / 1000;
}

/** A name to show for a run that may have none. */
export function runName(run: { id: string; name: string }): string {
  return run.name || `${run.id.slice(0, 4)}…${run.id.slice(-6)}`;
}
