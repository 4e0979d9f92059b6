import type { Curve } from "../../api/operations";
import type { Goal } from "../../format/number";
import { formatNumber } from "../../format/number";

export type Axis = "step" | "time" | "relative";
export const AXES: readonly { value: Axis; label: string }[] = [
  { value: "step", label: "step" },
  { value: "time", label: "time" },
  { value: "relative", label: "seconds since start" },
];

type Value = number | "nan" | "inf" | "-inf";

const MOST_POINTS = 160_000;

/** How finely curves are asked for: to the pixel for a few, coarser for hundreds, so that all together stay drawable. */
export function bucketsFor(runs: number, keys: number): number {
  return Math.round(Math.min(500, Math.max(30, MOST_POINTS / (4 * Math.max(1, runs * keys)))));
}

/** The points of a curve in order, with those that are no numbers at their place. */
export function pointsOf(curve: Curve): { x: number[]; y: Value[] } {
  if (curve.odd.length === 0) return { x: curve.x, y: curve.y };
  const x: number[] = [];
  const y: Value[] = [];
  let odd = 0;
  curve.x.forEach((at, n) => {
    while (odd < curve.odd.length && curve.odd[odd]!.x < at) {
      x.push(curve.odd[odd]!.x);
      y.push(curve.odd[odd]!.y);
      odd += 1;
    }
    x.push(at);
    y.push(curve.y[n]!);
  });
  for (const point of curve.odd.slice(odd)) {
    x.push(point.x);
    y.push(point.y);
  }
  return { x, y };
}

/** What a chart of one metric shows, in words: the best value and whose it is; the metric alone where nothing is best. */
export function findingOf(key: string, curves: readonly Curve[], goal: Goal | undefined, names: ReadonlyMap<string, string>): string {
  if (!goal) return key;
  let best: { value: number; run: string; x: number } | null = null;
  for (const { run, x, y } of curves) {
    y.forEach((value, at) => {
      if (best === null || (goal === "up" ? value > best.value : value < best.value)) best = { value, run, x: x[at]! };
    });
  }
  const found = best as { value: number; run: string; x: number } | null; // assigned in the closure above
  if (!found) return key;
  const of = curves.length > 1 ? `, ${names.get(found.run) ?? found.run}` : "";
  return `${key}: ${goal === "up" ? "highest" : "lowest"} ${formatNumber(found.value)}${of}`;
}
