/**
 * Browsers cap the height of an element (Chromium at 33 554 428 px), so above `MOST_ROWS` the scroll bar stands for
 * all rows while only `MOST_ROWS` have real height: the index of a row is its place plus an offset by scroll position.
 */
export const MOST_ROWS = 400_000;

export function realCount(count: number): number {
  return Math.min(count, MOST_ROWS);
}

/** What to add to the place of a row to get its index. */
export function offsetAt(scrollTop: number, count: number, rowHeight: number, viewHeight: number): number {
  if (count <= MOST_ROWS) return 0;
  const most = MOST_ROWS * rowHeight - viewHeight;
  const share = most <= 0 ? 0 : Math.min(1, Math.max(0, scrollTop / most));
  return Math.round(share * (count - MOST_ROWS));
}

/** The scroll position at which a row of this index stands at the top. */
export function scrollTopOf(index: number, count: number, rowHeight: number, viewHeight: number): number {
  if (count <= MOST_ROWS) return index * rowHeight;
  const most = MOST_ROWS * rowHeight - viewHeight;
  // index = top / rowHeight + top / most × (count − MOST_ROWS), solved for top
  return index / (1 / rowHeight + (count - MOST_ROWS) / most);
}
