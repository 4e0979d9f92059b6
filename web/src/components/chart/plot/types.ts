import type { Value } from "../value";

/** A line of a chart; `x` is milliseconds on a TimeChart and steps on a LineChart, growing. */
export interface PlotSeries {
  /** Gives the line its colour on every page; the name when left out. */
  id?: string | undefined;
  name: string;
  x: readonly number[];
  y: readonly Value[];
  band?: { low: readonly Value[]; high: readonly Value[]; label?: string | undefined } | undefined;
  colour?: string | undefined;
  dashed?: boolean | undefined;
}

/** An event on the x axis: a deployment, an incident. */
export interface Mark {
  at: number;
  label: string;
  /** Known kinds have a shape of their own: deploy, promotion, rollback, incident, data, label, approval. */
  kind: string;
  /** Path or Ref that the label leads to. */
  to?: string | undefined;
}

/** [from, to) on the x axis. */
export type Range = readonly [number, number];

export interface PlotOptions {
  marks?: readonly Mark[] | undefined;
  /** Charts of one group share cursor and zoom. */
  cursorGroup?: string | undefined;
  /** The range shown (or, with `brushMode` "select", marked); null is everything. Without it the chart keeps its own. */
  brush?: Range | null | undefined;
  onBrush?: ((range: Range | null) => void) | undefined;
  /** "select" keeps the whole axis in view and marks the range: the overview that drives other charts. */
  brushMode?: "zoom" | "select" | undefined;
  /** The ends of the axis when nothing is brushed; those of the data when left out. */
  domain?: Range | undefined;
  yLabel?: string | undefined;
  /** Width of the y axis in pixels, for charts whose plots stand exactly below one another; else as wide as its ticks. */
  axisWidth?: number | undefined;
  unit?: string | undefined;
  zeroBased?: boolean | undefined;
  isLog?: boolean | undefined;
  /** 0…0.99: the weight of the past in a moving average; the raw line stays visible under the smoothed. */
  smoothing?: number | undefined;
  title: string;
  note?: string | undefined;
  n?: number | undefined;
  height?: number | undefined;
  isTitleHidden?: boolean | undefined;
}
