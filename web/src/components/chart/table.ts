export type Cell = string | number | null;

/** What a chart shows, as rows: its table view and its CSV. */
export interface ChartTable {
  columns: string[];
  rows: Cell[][];
  /** Columns that hold milliseconds since 1970; shown and exported as ISO 8601 with zone. */
  times?: number[];
}

/** Spreadsheets run a cell that starts with one of these as a formula, so text gets a leading apostrophe. */
const FORMULA = /^[=+\-@\t\r]/;

function csvCell(value: Cell, isTime: boolean): string {
  if (value === null) return "";
  if (typeof value === "number") return isTime ? isoTime(value) : String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function isoTime(at: number): string {
  return Number.isFinite(at) && Math.abs(at) <= 8.64e15 ? new Date(at).toISOString() : String(at);
}

/** RFC 4180 with CRLF; a missing value is an empty cell, numbers keep every digit. */
export function toCsv(table: ChartTable): string {
  const times = new Set(table.times);
  const line = (cells: Cell[], isHead: boolean): string =>
    cells.map((cell, i) => csvCell(cell, !isHead && times.has(i))).join(",");
  return [line(table.columns, true), ...table.rows.map((row) => line(row, false))].join("\r\n") + "\r\n";
}
