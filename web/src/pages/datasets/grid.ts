/** Results of checks arranged by check and landing, and drawn as few paths instead of hundreds of marks. */
import type { CheckResult } from "../../api/operations";
import type { Landing } from "./landings";

export type GridCell = CheckResult | null;

export interface GridRow {
  name: string;
  cells: GridCell[];
  /** How often it failed. */
  failed: number;
}

/** One row for each check that any of the landings was judged by; those that failed first, otherwise as they come. */
export function gridOf(landings: readonly Landing[]): GridRow[] {
  const rows = new Map<string, GridRow>();
  for (const [column, { report }] of landings.entries()) {
    for (const result of report?.results ?? []) {
      const row = rows.get(result.name) ?? { name: result.name, cells: landings.map(() => null), failed: 0 };
      row.cells[column] = result;
      if (result.status === "failed") row.failed += 1;
      rows.set(result.name, row);
    }
  }
  return [...rows.values()].toSorted((a, b) => Number(b.failed > 0) - Number(a.failed > 0));
}

export type Mark = "passed" | "failed" | "warned" | "none";

interface Frame {
  x: number;
  y: number;
  width: number;
  height: number;
}

export function markOf(cell: GridCell): Mark | null {
  if (!cell) return null;
  if (cell.status === "passed") return "passed";
  if (cell.status !== "failed") return "none";
  return cell.severity === "info" || cell.severity === "warn" ? "warned" : "failed";
}

/** The marks of all cells, one path for each kind. */
export function pathsOf(rows: readonly GridRow[], place: (row: number, column: number) => Frame): [Mark, string][] {
  const paths = new Map<Mark, string[]>();
  for (const [y, row] of rows.entries()) {
    for (const [x, cell] of row.cells.entries()) {
      const mark = markOf(cell);
      if (mark) paths.set(mark, [...(paths.get(mark) ?? []), drawn(mark, place(y, x))]);
    }
  }
  return [...paths].map(([mark, parts]) => [mark, parts.join("")]);
}

function drawn(mark: Mark, { x, y, width, height }: Frame): string {
  const [cx, cy] = [x + width / 2, y + height / 2];
  if (mark === "passed") return `M${x + 0.5} ${y + 3}h${Math.max(1, width - 1.5)}v${height - 6}h${-Math.max(1, width - 1.5)}z`;
  if (mark === "failed") return `M${cx - 4} ${cy - 4}l8 8m0-8l-8 8`;
  if (mark === "warned") return `M${cx} ${cy - 5}l5 9h-10z`;
  return `M${cx + 3} ${cy}a3 3 0 1 1-6 0a3 3 0 1 1 6 0`;
}
