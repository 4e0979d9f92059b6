import type { Column, Layout } from "./types";

export const LEAST_WIDTH = 48;
const USUAL_WIDTH = 140;

/** The columns to show, in the order of the layout; one the layout does not know keeps its place among its neighbours. */
export function arrange<Row>(columns: readonly Column<Row>[], layout: Layout): Column<Row>[] {
  const places = new Map((layout.order ?? []).map((id, at) => [id, at]));
  const hidden = layout.hidden ? new Set(layout.hidden) : null;
  let last = -1;
  const placed = columns.map((column, at) => {
    last = places.get(column.id) ?? last + 0.001;
    return { column, place: last, at };
  });
  placed.sort((a, b) => a.place - b.place || a.at - b.at);
  return placed.map((one) => one.column).filter((column) => !(hidden ? hidden.has(column.id) : column.isHidden));
}

/** Widths in pixels; space that is left goes to columns of text nobody has sized, at most doubling each. */
export function widthsOf<Row>(shown: readonly Column<Row>[], layout: Layout, space: number): number[] {
  const set = layout.widths ?? {};
  const widths = shown.map((column) => Math.max(LEAST_WIDTH, set[column.id] ?? column.width ?? USUAL_WIDTH));
  const left = space - widths.reduce((sum, width) => sum + width, 0);
  const elastic = shown.map((column) => set[column.id] === undefined && column.align !== "end");
  const wanted = widths.reduce((sum, width, at) => sum + (elastic[at] ? width : 0), 0);
  if (left <= 0 || wanted === 0) return widths;
  const share = Math.min(1, left / wanted);
  return widths.map((width, at) => (elastic[at] ? Math.floor(width * (1 + share)) : width));
}

/** The order after one column was put in front of another (or at the end). */
export function moved(order: readonly string[], id: string, before: string | null): string[] {
  if (id === before) return [...order];
  const rest = order.filter((one) => one !== id);
  const at = before === null ? rest.length : rest.indexOf(before);
  return [...rest.slice(0, at), id, ...rest.slice(at)];
}
