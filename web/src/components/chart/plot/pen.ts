import { indexFrom, type Limits } from "./extent";

/** What lines are drawn with: a Path2D, or the words of an SVG path. */
export interface Pen {
  moveTo: (x: number, y: number) => void;
  lineTo: (x: number, y: number) => void;
}

/** From values to pixels. */
export interface Places {
  px: (x: number) => number;
  py: (y: number) => number;
  limits: Limits;
}

/** An affine or logarithmic map from [min, max] to pixels. */
export function placer({ min, max }: Limits, from: number, to: number, isLog = false): (value: number) => number {
  const f = isLog ? Math.log10 : (value: number): number => value;
  const start = f(min);
  const scale = (to - from) / (f(max) - start || 1);
  return (value) => from + (f(value) - start) * scale;
}

/**
 * One line through the visible points. All points of a pixel column become its first, lowest, highest and last,
 * which draws the same pixels: 100 000 points cost as much as there are columns. `dot` gets points between two gaps.
 */
export function drawLine(pen: Pen, x: readonly number[], y: readonly (number | null)[], { px, py, limits }: Places, dot?: (x: number, y: number) => void): void {
  const end = Math.min(x.length, indexFrom(x, limits.max) + 1);
  let column = Number.NaN;
  let spot = 0; // where in its column a point stands: a lone one is not moved to the grid
  let [first, low, high, last] = [0, 0, 0, 0];
  let strokes = 0; // points drawn since the last gap
  const put = (at: number, value: number): void => {
    if (strokes === 0) pen.moveTo(at, py(value));
    else pen.lineTo(at, py(value));
    strokes += 1;
  };
  const flush = (): void => {
    if (Number.isNaN(column)) return;
    put(spot, first);
    if (low !== first) put(spot, low);
    if (high !== low) put(spot, high);
    if (last !== high) put(spot, last);
    column = Number.NaN;
  };
  const gap = (): void => {
    flush();
    if (strokes === 1 && dot) dot(spot, py(last));
    strokes = 0;
  };
  for (let i = Math.max(0, indexFrom(x, limits.min) - 1); i < end; i += 1) {
    const value = y[i];
    if (value === null || value === undefined) {
      gap();
      continue;
    }
    const at = px(x[i] as number);
    const cell = Math.round(at);
    if (cell === column) {
      if (value < low) low = value;
      if (value > high) high = value;
      last = value;
    } else {
      flush();
      column = cell;
      spot = at;
      first = value;
      low = value;
      high = value;
      last = value;
    }
  }
  gap();
}

/** The area between two lines, a closed shape for each stretch where both are known. */
export function drawBand(pen: Pen, x: readonly number[], low: readonly (number | null)[], high: readonly (number | null)[], places: Places): void {
  const end = Math.min(x.length, indexFrom(x, places.limits.max) + 1);
  let back: [number, number][] = [];
  const close = (): void => {
    for (const [at, y] of back.toReversed()) pen.lineTo(at, y);
    back = [];
  };
  for (let i = Math.max(0, indexFrom(x, places.limits.min) - 1); i < end; i += 1) {
    const [a, b] = [low[i], high[i]];
    if (a === null || a === undefined || b === null || b === undefined) {
      close();
      continue;
    }
    const at = places.px(x[i] as number);
    if (back.length === 0) pen.moveTo(at, places.py(b));
    else pen.lineTo(at, places.py(b));
    back.push([at, places.py(a)]);
  }
  close();
}

/** A pen that writes the `d` of an SVG path. */
export function svgPen(): Pen & { d: () => string } {
  const parts: string[] = [];
  const put = (letter: string) => (x: number, y: number): void => {
    parts.push(`${letter}${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`);
  };
  return { moveTo: put("M"), lineTo: put("L"), d: () => parts.join("") };
}
