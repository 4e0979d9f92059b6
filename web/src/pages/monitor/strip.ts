import type { Strip, StripCell, StripWindow } from "../../api/operations";
import { strengthOf } from "./strength";

/** [from, to) in milliseconds. */
export type Range = readonly [number, number];

/** A window with its times as numbers. */
export interface Span {
  index: number;
  from: number;
  to: number;
  middle: number;
  window: StripWindow;
}

export interface FeatureLine {
  column: string;
  cells: readonly (StripCell | null)[];
  /** Alarms among the windows in sight. */
  alarms: number;
  worst: number;
}

export function spansOf(windows: readonly StripWindow[]): Span[] {
  return windows.map((window, index) => {
    const [from, to] = [Date.parse(window.start), Date.parse(window.end)];
    return { index, from, to, middle: (from + to) / 2, window };
  });
}

/** What is at least half inside the range; everything when there is none. */
export function spansIn(spans: readonly Span[], range: Range | null): Span[] {
  return range === null ? [...spans] : spans.filter(({ middle }) => middle >= range[0] && middle < range[1]);
}

/** The features with the worst on top: most alarms among the windows in sight, then the strongest shift. */
export function worstFirst(strip: Strip, spans: readonly Span[]): FeatureLine[] {
  const lines = strip.features.map(({ column, cells }): FeatureLine => {
    const seen = spans.filter(({ window }) => window.has_enough_rows).flatMap(({ index }) => cells[index] ?? []);
    return {
      column,
      cells,
      alarms: seen.filter(({ alarm }) => alarm).length,
      worst: Math.max(0, ...seen.map(strengthOf)),
    };
  });
  return lines.sort((a, b) => b.alarms - a.alarms || b.worst - a.worst);
}

/** Reads `2013-02-01T05:00Z..2013-03-01T05:00Z`. */
export function writeRange(range: Range | null): string {
  return range === null ? "" : range.map((at) => `${new Date(at).toISOString().slice(0, 16)}Z`).join("..");
}

/** The range from the first to the last window that is at least half inside; as it is when there is none. */
export function snapped(spans: readonly Span[], range: Range): Range {
  const inside = spansIn(spans, range);
  const [first, last] = [inside[0], inside.at(-1)];
  return first && last ? [first.from, last.to] : range;
}

/** As many windows earlier or later as are shown now, no further than the first or the last there is. */
export function moved(spans: readonly Span[], shown: readonly Span[], by: -1 | 1): Range | null {
  const count = Math.min(shown.length, spans.length - 1);
  const start = Math.min(Math.max((shown[0]?.index ?? 0) + by * count, 0), spans.length - count);
  const [first, last] = [spans[start], spans[start + count - 1]];
  return first && last ? [first.from, last.to] : null;
}
