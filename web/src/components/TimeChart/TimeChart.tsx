import { useMemo, type ReactNode } from "react";
import { PlotChart } from "../chart/plot/PlotChart";
import type { PlotOptions, PlotSeries } from "../chart/plot/types";

export type { Mark, Range } from "../chart/plot/types";

/** A line over time; `at` in milliseconds, growing. */
export interface TimeSeries extends Omit<PlotSeries, "x"> {
  at: readonly number[];
}

export interface TimeChartProps extends PlotOptions {
  series: readonly TimeSeries[];
}

/** Lines over time with bands, events, a shared cursor and a brush. */
export function TimeChart({ series, ...rest }: TimeChartProps): ReactNode {
  const lines = useMemo(() => series.map(({ at, ...one }): PlotSeries => ({ ...one, x: at })), [series]);
  return <PlotChart series={lines} isTime {...rest} />;
}
