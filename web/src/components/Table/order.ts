import type { CellValue, Column, Sort } from "./types";

const words = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** Rows in the order asked for; missing values and NaN come last whichever way, ties keep their order. */
export function sortRows<Row>(rows: readonly Row[], columns: readonly Column<Row>[], sort: readonly Sort[]): Row[] {
  const keys = sort.flatMap((by) => {
    const column = columns.find((one) => one.id === by.id);
    return column ? [{ values: rows.map((row) => comparable(column.value(row))), sign: by.isDescending ? -1 : 1 }] : [];
  });
  if (keys.length === 0) return [...rows];
  const order = rows.map((_, at) => at);
  order.sort((a, b) => {
    for (const { values, sign } of keys) {
      const found = compare(values[a], values[b], sign);
      if (found !== 0) return found;
    }
    return a - b;
  });
  return order.map((at) => rows[at]!);
}

type Comparable = number | string | null | undefined;

function comparable(value: CellValue): Comparable {
  if (value instanceof Date) return value.getTime();
  if (typeof value === "boolean") return Number(value);
  if (typeof value === "number" && Number.isNaN(value)) return null;
  return value === "" ? null : value;
}

function compare(a: Comparable, b: Comparable, sign: number): number {
  const isMissing = Number(a === null || a === undefined) - Number(b === null || b === undefined);
  if (isMissing !== 0) return isMissing;
  if (a === null || a === undefined || a === b) return 0;
  if (typeof a === "number" && typeof b === "number") return sign * (a - b || 0);
  return sign * words.compare(String(a), String(b));
}

/** What a click on a header makes of the order: ascending, descending, none; with Shift beside the others. */
export function nextSort(sort: readonly Sort[], id: string, isAdded: boolean, isDownFirst = false): Sort[] {
  const now = sort.find((by) => by.id === id);
  const others = isAdded ? sort.filter((by) => by.id !== id) : [];
  if (!now) return [...others, { id, isDescending: isDownFirst }];
  if (now.isDescending === isDownFirst) {
    const turned = { id, isDescending: !isDownFirst };
    return isAdded ? sort.map((by) => (by.id === id ? turned : by)) : [turned];
  }
  return others;
}
