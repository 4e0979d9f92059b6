/** Slices of two reports beside each other, those that got worse first. */
import type { Measured } from "../../../api/operations";
import { goalOf } from "../words";

/** Beyond noise: the two intervals do not touch. */
export type Change = "worse, beyond noise" | "worse, within noise" | "same" | "better, within noise" | "better, beyond noise" | "unknown";

export interface SlicePair {
  key: string;
  metric: string;
  slice: string;
  level: string;
  before: Measured | undefined;
  after: Measured | undefined;
  /** Turned so that below zero is worse, whichever way the metric should go. */
  gain: number | null;
  change: Change;
}

/** Fewer rows than this say nothing about a slice alone. */
export const FEW_ROWS = 50;

export function slicePairs(before: readonly Measured[], after: readonly Measured[]): SlicePair[] {
  const keyOf = ({ metric, slice, level }: Measured) => `${metric}\n${slice}\n${level}`;
  const old = new Map(before.map((one) => [keyOf(one), one]));
  const fresh = new Map(after.map((one) => [keyOf(one), one]));
  return [...new Set([...fresh.keys(), ...old.keys()])].map((key) => pairOf(key, old.get(key), fresh.get(key))).sort(byLoss);
}

function pairOf(key: string, before: Measured | undefined, after: Measured | undefined): SlicePair {
  const [metric = "", slice = "", level = ""] = key.split("\n");
  const isKnown = typeof before?.value === "number" && typeof after?.value === "number";
  const sign = goalOf(metric) === "up" ? 1 : -1;
  const gain = isKnown ? sign * (after.value! - before.value!) : null;
  return { key, metric, slice, level, before, after, gain, change: changeOf(gain, before, after) };
}

function changeOf(gain: number | null, before: Measured | undefined, after: Measured | undefined): Change {
  if (gain === null || !before || !after) return "unknown";
  const isFew = Math.min(before.n, after.n) < FEW_ROWS;
  const isApart = areApart(before, after) && !isFew;
  if (isFew) return "unknown";
  if (gain === 0) return "same";
  if (gain < 0) return isApart ? "worse, beyond noise" : "worse, within noise";
  return isApart ? "better, beyond noise" : "better, within noise";
}

/** Intervals that do not touch: the difference is larger than both uncertainties together. */
function areApart(a: Measured, b: Measured): boolean {
  if (a.lo === null || a.hi === null || b.lo === null || b.hi === null) return false;
  return a.hi < b.lo || b.hi < a.lo;
}

const ORDER: Record<Change, number> = {
  "worse, beyond noise": 0,
  "worse, within noise": 1,
  same: 2,
  "better, within noise": 3,
  "better, beyond noise": 4,
  unknown: 5,
};

function byLoss(a: SlicePair, b: SlicePair): number {
  return ORDER[a.change] - ORDER[b.change] || (a.gain ?? 0) - (b.gain ?? 0) || a.key.localeCompare(b.key);
}
