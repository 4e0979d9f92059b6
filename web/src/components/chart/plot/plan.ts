import { numberOf, type Value } from "../value";
import type { PlotSeries } from "./types";

/** One stroke of a series on its own x; `null` is a gap. */
export interface Trace {
  series: number;
  role: "raw" | "line";
  x: readonly number[];
  y: readonly (number | null)[];
}

export interface Band {
  series: number;
  x: readonly number[];
  low: readonly (number | null)[];
  high: readonly (number | null)[];
}

/** A value that no axis can show, to be marked on its edge. */
export interface Odd {
  x: number;
  series: number;
  kind: "nan" | "high" | "low";
}

/** What is drawn, in drawing order: bands, then raw lines, then lines; the first series is drawn last and lies on top. */
export interface Plan {
  /** Every x of every series once, growing: the stops of the cursor. */
  xs: readonly number[];
  bands: Band[];
  traces: Trace[];
  odds: Odd[];
  isShared: boolean;
}

function sameX(series: readonly PlotSeries[]): boolean {
  const first = series[0]?.x ?? [];
  return series.every((one) => one.x === first || (one.x.length === first.length && one.x.every((x, i) => x === first[i])));
}

function isGrowing(xs: readonly number[]): boolean {
  for (let i = 1; i < xs.length; i += 1) if (!((xs[i] as number) > (xs[i - 1] as number))) return false;
  return true;
}

function union(all: readonly (readonly number[])[]): number[] {
  const joined = new Float64Array(all.reduce((sum, x) => sum + x.length, 0));
  let at = 0;
  for (const x of all) {
    joined.set(x, at);
    at += x.length;
  }
  joined.sort();
  const xs: number[] = [];
  let before = Number.NaN;
  for (let i = 0; i < joined.length; i += 1) {
    const x = joined[i] as number;
    if (x !== before && !Number.isNaN(x)) xs.push(x);
    before = x;
  }
  return xs;
}

/** The series with x growing: sorted if it came otherwise; of two values at one x the later stays. */
function ordered(one: PlotSeries): PlotSeries {
  if (isGrowing(one.x)) return one;
  const last = new Map(one.x.map((x, i) => [x, i]));
  const order = [...last].filter(([x]) => !Number.isNaN(x)).sort(([a], [b]) => a - b).map(([, i]) => i);
  const pick = <T>(values: readonly T[]): T[] => order.map((i) => values[i] as T);
  const band = one.band && { ...one.band, low: pick(one.band.low), high: pick(one.band.high) };
  return { ...one, x: pick(one.x), y: pick(one.y), band };
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

/** Finite values; the others become gaps and are noted in `odds`. On a log axis what is not positive is "low". */
function finite(series: number, x: readonly number[], values: readonly Value[], isLog: boolean, odds: Odd[] | null): (number | null)[] {
  const shown: (number | null)[] = [];
  for (let i = 0; i < x.length; i += 1) {
    const value = numberOf(values[i]);
    const isShown = value === null || (Number.isFinite(value) && (!isLog || value > 0));
    shown.push(isShown ? value : null);
    if (!isShown) odds?.push({ x: x[i] as number, series, kind: Number.isNaN(value) ? "nan" : value > 0 ? "high" : "low" });
  }
  return shown;
}

export function planOf(given: readonly PlotSeries[], { smoothing = 0, isLog = false }: { smoothing?: number | undefined; isLog?: boolean | undefined }): Plan {
  const series = given.map(ordered);
  const isShared = series.length > 0 && sameX(series);
  const plan: Plan = { xs: isShared ? (series[0]?.x ?? []) : union(series.map((one) => one.x)), bands: [], traces: [], odds: [], isShared };
  const raws: Trace[] = [];
  for (const [i, one] of series.entries()) {
    const y = finite(i, one.x, one.y, isLog, plan.odds);
    if (one.band) plan.bands.push({ series: i, x: one.x, low: finite(i, one.x, one.band.low, isLog, null), high: finite(i, one.x, one.band.high, isLog, null) });
    if (smoothing > 0) raws.push({ series: i, role: "raw", x: one.x, y });
    plan.traces.push({ series: i, role: "line", x: one.x, y: smoothing > 0 ? smoothed(y, Math.min(0.999, smoothing)) : y });
  }
  plan.traces = [...raws, ...plan.traces.toReversed()];
  return plan;
}
