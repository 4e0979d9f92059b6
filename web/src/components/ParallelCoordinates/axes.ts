import { scaleLinear, scaleLog, scalePoint } from "d3-scale";
import { logTicks } from "../chart/logTicks";
import { tick } from "../chart/number";

export type CoordinateValue = number | string | null | undefined;

export interface CoordinateAxis {
  id: string;
  label: string;
  unit?: string | undefined;
  goal?: "up" | "down" | undefined;
  isLog?: boolean | undefined;
}

export interface CoordinateRow {
  id: string;
  name: string;
  values: Readonly<Record<string, CoordinateValue>>;
  colour?: string | undefined;
}

/** What is kept on an axis: a range of numbers, both ends included, or some of its categories. */
export type Brushes = Readonly<Record<string, readonly [number, number] | readonly string[]>>;

/** One axis laid out from `bottom` (low) to `top` (high). */
export interface LaidAxis extends CoordinateAxis {
  /** Pixels of a value; null when the row has none, or the axis cannot show it. */
  place: (value: CoordinateValue) => number | null;
  /** The brush that a stretch of pixels means, null when it holds nothing. */
  brushOf: (from: number, to: number) => readonly [number, number] | readonly string[] | null;
  ticks: { at: number; text: string }[];
}

const MOST_CATEGORIES = 40;

export function layAxis(axis: CoordinateAxis, rows: readonly CoordinateRow[], bottom: number, top: number): LaidAxis {
  const values = rows.map((row) => row.values[axis.id]).filter((v): v is number | string => v !== null && v !== undefined);
  return values.every((v) => typeof v === "number") ? numeric(axis, values as number[], bottom, top) : categorical(axis, values, bottom, top);
}

function numeric(axis: CoordinateAxis, values: number[], bottom: number, top: number): LaidAxis {
  const usable = values.filter((v) => Number.isFinite(v) && (!axis.isLog || v > 0));
  const [low, high] = usable.length ? [Math.min(...usable), Math.max(...usable)] : [axis.isLog ? 1 : 0, axis.isLog ? 10 : 1];
  const spare = low === high ? Math.abs(low) * 0.1 || 1 : 0;
  const scale = axis.isLog ? scaleLog([low, low === high ? low * 10 : high], [bottom, top]) : scaleLinear([low - spare, high + spare], [bottom, top]);
  return {
    ...axis,
    place: (v) => (typeof v === "number" && Number.isFinite(v) && (!axis.isLog || v > 0) ? scale(v) : null),
    brushOf: (from, to) => {
      const [a, b] = [scale.invert(Math.max(from, to)), scale.invert(Math.min(from, to))];
      return [Number(a.toPrecision(6)), Number(b.toPrecision(6))];
    },
    ticks: (axis.isLog ? logTicks(scale.ticks(), 8) : scale.ticks(5)).map((v) => ({ at: scale(v), text: tick(v) })),
  };
}

function categorical(axis: CoordinateAxis, values: (number | string)[], bottom: number, top: number): LaidAxis {
  const names = [...new Set(values.map(String))].sort().slice(0, MOST_CATEGORIES);
  const scale = scalePoint(names, [bottom, top]).padding(0.3);
  return {
    ...axis,
    place: (v) => (v === null || v === undefined ? null : (scale(String(v)) ?? null)),
    brushOf: (from, to) => {
      const kept = names.filter((name) => (scale(name) ?? -1) >= Math.min(from, to) && (scale(name) ?? -1) <= Math.max(from, to));
      return kept.length ? kept : null;
    },
    ticks: names.map((name) => ({ at: scale(name) ?? 0, text: name })),
  };
}

/** Whether a row passes every brush; a row without the value does not pass. */
export function passes(row: CoordinateRow, brushes: Brushes): boolean {
  return Object.entries(brushes).every(([id, brush]) => {
    const value = row.values[id];
    if (value === null || value === undefined) return false;
    const [low, high] = brush;
    if (typeof low === "number" && typeof high === "number") return typeof value === "number" && value >= low && value <= high;
    return (brush as readonly string[]).includes(String(value));
  });
}

/** The pixels a brush covers on its axis between `top` and `bottom`, `[upper, lower]`. */
export function spanOf(axis: LaidAxis, brush: readonly [number, number] | readonly string[], top: number, bottom: number): [number, number] | null {
  const ends = brush.map((value) => axis.place(value)).filter((at): at is number => at !== null);
  if (ends.length === 0) return null;
  const isNames = typeof brush[0] === "string";
  const spare = isNames ? 8 : 0;
  return [Math.max(top, Math.min(...ends) - spare), Math.min(bottom, Math.max(...ends) + spare)];
}
