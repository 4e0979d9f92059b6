import type { RunRow } from "../../api/operations";
import { valueIn, type RunField } from "./fields";

/** The fields whose values are not all the same among these runs; metrics always, since they are what is looked for. */
export function differentFields(fields: readonly RunField[], rows: readonly RunRow[]): RunField[] {
  if (rows.length < 2) return [...fields];
  return fields.filter((field) => {
    if (field.kind === "metric") return true;
    const first = textOf(rows[0]!, field);
    return rows.some((row) => textOf(row, field) !== first);
  });
}

function textOf(row: RunRow, field: RunField): string {
  const value = valueIn(row, field);
  return value instanceof Date ? value.toISOString() : `${typeof value} ${value}`;
}
