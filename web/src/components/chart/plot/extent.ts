import type { Plan } from "./plan";

/** The first index whose x is at least `at`; the length when there is none. */
export function indexFrom(x: readonly number[], at: number): number {
  let [low, high] = [0, x.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((x[middle] as number) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The index nearest to `at`; -1 when there is none. */
export function indexNear(x: readonly number[], at: number): number {
  const right = indexFrom(x, at);
  if (right === 0) return x.length === 0 ? -1 : 0;
  return right === x.length || at - (x[right - 1] as number) <= (x[right] as number) - at ? right - 1 : right;
}

export interface Limits {
  min: number;
  max: number;
}

interface Wish {
  isLog: boolean;
  zeroBased: boolean;
  isHidden: (series: number) => boolean;
}

/** The y axis for what is visible between two x: exact extremes with a little air, so no stroke is cut. */
export function yLimits(plan: Plan, { min, max }: Limits, { isLog, zeroBased, isHidden }: Wish): Limits {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  const take = (x: readonly number[], y: readonly (number | null)[]): void => {
    const end = Math.min(x.length, indexFrom(x, max) + 1); // one beyond on each side: the stroke to it is visible
    for (let i = Math.max(0, indexFrom(x, min) - 1); i < end; i += 1) {
      const value = y[i];
      if (value === null || value === undefined) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  };
  for (const trace of plan.traces) if (!isHidden(trace.series)) take(trace.x, trace.y);
  for (const band of plan.bands) {
    if (isHidden(band.series)) continue;
    take(band.x, band.low);
    take(band.x, band.high);
  }
  if (low > high) return isLog ? { min: 1, max: 10 } : { min: 0, max: 1 };
  if (isLog) return low === high ? { min: low / 2, max: high * 2 } : { min: low / 1.2, max: high * 1.2 };
  const [a, b] = zeroBased ? [Math.min(0, low), Math.max(0, high)] : [low, high];
  const spare = (b - a) * 0.06 || Math.abs(a) * 0.1 || 1;
  return { min: zeroBased && a === 0 ? 0 : a - spare, max: zeroBased && b === 0 ? 0 : b + spare };
}
