import type { CellValue, Column, Item } from "./types";

/** Rows under a head for each value of one column, in order of first appearance; closed groups show only their head. */
export function groupItems<Row>(rows: readonly Row[], by: Column<Row>, rowKey: (row: Row) => string, closed: ReadonlySet<string>): Item<Row>[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const value = textOf(by.value(row)) || "–";
    const members = groups.get(value);
    if (members) members.push(row);
    else groups.set(value, [row]);
  }
  const items: Item<Row>[] = [];
  for (const [value, members] of groups) {
    const isOpen = !closed.has(value);
    items.push({ kind: "group", group: { value, rows: members, isOpen }, key: `group:${value}` });
    if (isOpen) for (const row of members) items.push({ kind: "row", row, key: rowKey(row) });
  }
  return items;
}

export interface Summary {
  mean: number;
  deviation: number | null;
  count: number;
}

/** Mean and sample deviation (n − 1) of the finite numbers of a column; null when it has none. */
export function summaryOf<Row>(rows: readonly Row[], column: Column<Row>): Summary | null {
  let count = 0;
  let mean = 0;
  let squares = 0;
  for (const row of rows) {
    const value = column.value(row);
    if (typeof value !== "number" || !Number.isFinite(value)) continue;
    count += 1;
    const gap = value - mean; // Welford: no cancellation when the values are large and close
    mean += gap / count;
    squares += gap * (value - mean);
  }
  if (count === 0) return null;
  return { mean, deviation: count > 1 ? Math.sqrt(squares / (count - 1)) : null, count };
}

/** A value as text, exact, for groups, copies and exports. */
export function textOf(value: CellValue): string {
  if (value === null || value === undefined) return "";
  return value instanceof Date ? value.toISOString() : String(value);
}
