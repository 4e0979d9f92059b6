import { numberOf, type Value } from "../value";
import type { PlotSeries } from "./types";

/** `null` is a gap, `undefined` means this line has no point at that x. */
export type Column = (number | null | undefined)[];

export interface Trace {
  series: number;
  role: "raw" | "line" | "low" | "high";
  values: Column;
  /** Indices of points with a gap on both sides: a line would not show them. */
  lone: number[];
}

/** A value that no axis can show, to be marked on its edge. */
export interface Odd {
  x: number;
  series: number;
  kind: "nan" | "high" | "low";
}

/** The series on one common x, in drawing order: the first series is drawn last and lies on top. */
export interface Plan {
  xs: number[];
  traces: Trace[];
  odds: Odd[];
  isShared: boolean;
}

function sameX(series: readonly PlotSeries[]): boolean {
  const first = series[0]?.x ?? [];
  return series.every((one) => one.x === first || (one.x.length === first.length && one.x.every((x, i) => x === first[i])));
}

function isSorted(xs: readonly number[]): boolean {
  for (let i = 1; i < xs.length; i += 1) if ((xs[i] ?? 0) <= (xs[i - 1] ?? 0)) return false;
  return true;
}

/** Every x of every series once, growing. */
function union(series: readonly PlotSeries[]): number[] {
  const all = new Float64Array(series.reduce((sum, one) => sum + one.x.length, 0));
  let at = 0;
  for (const one of series) {
    all.set(one.x, at);
    at += one.x.length;
  }
  all.sort();
  const xs: number[] = [];
  for (const x of all) if (x !== xs[xs.length - 1] && !Number.isNaN(x)) xs.push(x);
  return xs;
}

/** Values spread onto the common x. Of two values at one x the later stays. */
function spread(xs: readonly number[], own: readonly number[], values: readonly (number | null)[]): Column {
  const column: Column = Array.from({ length: xs.length });
  const isGrowing = isSorted(own);
  const order = isGrowing ? null : own.map((_, i) => i).sort((a, b) => (own[a] ?? 0) - (own[b] ?? 0) || a - b);
  let at = 0;
  for (let i = 0; i < own.length; i += 1) {
    const from = order ? (order[i] ?? 0) : i;
    const x = own[from] ?? 0;
    while (at < xs.length && (xs[at] ?? 0) < x) at += 1;
    if (xs[at] === x) column[at] = values[from] ?? null;
  }
  return column;
}

/** An exponential moving average without the pull of its start towards zero; gaps neither count nor fill. */
export function smoothed(values: readonly (number | null)[], weight: number): (number | null)[] {
  let sum = 0;
  let mass = 0;
  return values.map((value) => {
    if (value === null) return null;
    sum = weight * sum + (1 - weight) * value;
    mass = weight * mass + (1 - weight);
    return sum / mass;
  });
}

export function loneIn(values: Column): number[] {
  const lone: number[] = [];
  let before: number | null = null;
  let candidate = -1;
  for (const [i, value] of values.entries()) {
    if (value === undefined) continue;
    if (candidate >= 0 && value === null) lone.push(candidate);
    candidate = value !== null && before === null ? i : -1;
    before = value;
  }
  if (candidate >= 0) lone.push(candidate);
  return lone;
}

/** Finite values; the others become gaps and are noted in `odds`. On a log axis what is not positive is "low". */
function finite(series: number, x: readonly number[], values: readonly Value[], isLog: boolean, odds: Odd[] | null): (number | null)[] {
  return values.map((raw, i) => {
    const value = numberOf(raw);
    if (value === null) return null;
    const isShown = Number.isFinite(value) && (!isLog || value > 0);
    if (isShown) return value;
    odds?.push({ x: x[i] ?? 0, series, kind: Number.isNaN(value) ? "nan" : value > 0 ? "high" : "low" });
    return null;
  });
}

export function planOf(series: readonly PlotSeries[], { smoothing = 0, isLog = false }: { smoothing?: number | undefined; isLog?: boolean | undefined }): Plan {
  const isShared = series.length > 0 && sameX(series) && isSorted(series[0]?.x ?? []);
  const xs = isShared ? [...(series[0]?.x ?? [])] : union(series);
  const odds: Odd[] = [];
  const raws: Trace[] = [];
  const bands: Trace[] = [];
  const lines: Trace[] = [];
  const trace = (index: number, role: Trace["role"], values: (number | null)[]): Trace => {
    const column = isShared ? values : spread(xs, series[index]?.x ?? [], values);
    return { series: index, role, values: column, lone: role === "line" ? loneIn(column) : [] };
  };
  for (const [i, one] of series.entries()) {
    const values = finite(i, one.x, one.y, isLog, odds);
    if (one.band) {
      bands.push(trace(i, "high", finite(i, one.x, one.band.high, isLog, null)), trace(i, "low", finite(i, one.x, one.band.low, isLog, null)));
    }
    if (smoothing > 0) raws.push(trace(i, "raw", values));
    lines.unshift(trace(i, "line", smoothing > 0 ? smoothed(values, Math.min(0.999, smoothing)) : values));
  }
  return { xs, traces: [...bands, ...raws, ...lines], odds, isShared };
}
