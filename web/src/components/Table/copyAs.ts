import { textOf } from "./groups";
import type { CellValue, Column } from "./types";

export type Format = "tsv" | "csv" | "markdown";

/** Rows as text with every digit, the head with its units. */
export function rowsAs<Row>(format: Format, columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const head = columns.map((column) => (column.unit ? `${column.header} (${column.unit})` : column.header));
  const write = { tsv, csv, markdown }[format];
  const lines = rows.map((row) => write(columns.map((column) => column.value(row))));
  const rule = columns.map((column) => (column.align === "end" ? "---:" : "---")).join(" | ");
  const between = format === "markdown" ? [`| ${rule} |`] : [];
  return `${[write(head), ...between, ...lines].join("\n")}\n`;
}

const tsv = (cells: CellValue[]) => cells.map((cell) => textOf(cell).replace(/[\t\r\n]+/g, " ")).join("\t");

const csv = (cells: CellValue[]) => cells.map(csvCell).join(",");

/** Quoted by RFC 4180; text that a spreadsheet would run as a formula gets an apostrophe, numbers stay numbers. */
function csvCell(cell: CellValue): string {
  const text = textOf(cell);
  const isFormula = typeof cell === "string" && /^(?:[=+@\t\r]|-(?![\d.]))/.test(text);
  const safe = isFormula ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const markdown = (cells: CellValue[]) =>
  `| ${cells.map((cell) => textOf(cell).replace(/[\\|`*_<>[\]]/g, String.raw`\$&`).replace(/\s+/g, " ")).join(" | ")} |`;

/** Hands a text to the browser as a file. */
export function download(name: string, text: string, type = "text/csv"): void {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
