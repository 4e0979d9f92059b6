import { useMemo } from "react";
import type { RunRow } from "../../../api/operations";
import { useCall } from "../../../api/queries";
import { fieldOf, quoted, type RunField } from "../fields";

export interface ShownRun extends RunRow {
  colour: string;
  title: string;
}

const MOST_FIELDS = 200;
const NO_RUNS: RunRow[] = [];

/** The runs to compare in the order chosen, with all their figures and params. */
export function useCompared(ids: readonly string[]) {
  const columns = useCall("runs.columns", {});
  const fields = useMemo(() => comparable((columns.data ?? []).map(fieldOf)), [columns.data]);
  const asked = { filter: `id in (${ids.map(quoted).join(", ")})`, columns: fields.map(({ field }) => field), limit: 1000, count: false };
  const query = useCall("runs.search", asked, { enabled: ids.length > 1 && columns.data !== undefined, keep: true });
  const runs = useMemo(() => {
    const byId = new Map((query.data?.rows ?? NO_RUNS).map((row) => [row.id, row]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }, [ids, query.data]);
  return { runs, query, missing: query.data ? ids.length - runs.length : 0 };
}

function comparable(fields: readonly RunField[]): RunField[] {
  return fields.filter(({ kind, field }) => kind === "metric" || kind === "param" || field === "duration_s").slice(0, MOST_FIELDS);
}

/** The fields that these runs have, params or metrics. */
export function fieldsOf(runs: readonly RunRow[], kind: "metrics" | "params"): string[] {
  const found = new Set<string>();
  for (const run of runs) for (const field of Object.keys(run.values)) if (field.startsWith(`${kind}.`)) found.add(field);
  return [...found];
}

/** Whether these runs differ in it. */
export function isVaried(runs: readonly RunRow[], field: string): boolean {
  return runs.some((run) => run.values[field] !== runs[0]?.values[field]);
}

/** Whether an axis of this param would say something: most runs have it, and it is no name of its own for each. */
export function isTelling(runs: readonly RunRow[], field: string): boolean {
  const values = runs.map((run) => run.values[field]).filter((value) => value !== undefined);
  return values.length * 2 >= runs.length && (values.some((value) => typeof value === "number") || new Set(values).size * 2 <= runs.length);
}
