import { RAMP_STEPS, rampStep } from "../chart/colour";

export interface HeatCell {
  row: number;
  column: number;
  value: number | null;
  isFew: boolean;
}

export const HATCHED = "few";
export const MISSING = "none";

interface Source {
  rows: readonly string[];
  columns: readonly string[];
  value: (row: number, column: number) => number | null;
  few?: ((row: number, column: number) => boolean) | undefined;
}

/** All cells, row by row in the given order. */
export function cellsOf({ rows, columns, value, few }: Source): HeatCell[] {
  return rows.flatMap((_, row) =>
    columns.map((_, column) => {
      const at = value(row, column);
      return { row, column, value: at === null || Number.isNaN(at) ? null : at, isFew: few?.(row, column) ?? false };
    }),
  );
}

/** Rows by their greatest judged effect, the worst first; equals keep their order. */
export function sortedByWorst(cells: readonly HeatCell[], rows: number): number[] {
  const worst = new Float64Array(rows).fill(-1);
  for (const cell of cells) {
    if (cell.value !== null && !cell.isFew) worst[cell.row] = Math.max(worst[cell.row] ?? -1, Math.abs(cell.value));
  }
  return Array.from({ length: rows }, (_, i) => i).sort((a, b) => (worst[b] ?? 0) - (worst[a] ?? 0) || a - b);
}

/** One path for each look instead of one element for each cell: 200 features × 60 windows stay 11 elements. */
export function pathsOf(
  cells: readonly HeatCell[],
  columns: number,
  max: number,
  place: (row: number, column: number) => { x: number; y: number; width: number; height: number },
): [string, string][] {
  const parts = new Map<string, string[]>();
  for (const [i, cell] of cells.entries()) {
    const look = cell.isFew ? HATCHED : cell.value === null ? MISSING : String(rampStep(Math.abs(cell.value) / max));
    const { x, y, width, height } = place(Math.floor(i / columns), cell.column);
    const gap = width > 4 ? 1 : 0;
    const path = `M${round(x)} ${y}h${round(width - gap)}v${height - 1}h${round(gap - width)}z`;
    const known = parts.get(look);
    if (known) known.push(path);
    else parts.set(look, [path]);
  }
  const order = [MISSING, HATCHED, ...Array.from({ length: RAMP_STEPS }, (_, i) => String(i))];
  return order.flatMap((look): [string, string][] => {
    const found = parts.get(look);
    return found ? [[look, found.join("")]] : [];
  });
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
