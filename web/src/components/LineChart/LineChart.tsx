import { useMemo, type ReactNode } from "react";
import { PlotChart } from "../chart/plot/PlotChart";
import type { PlotOptions, PlotSeries } from "../chart/plot/types";

/** A line over steps, growing. */
export interface StepSeries extends Omit<PlotSeries, "x"> {
  step: readonly number[];
}

export interface LineChartProps extends PlotOptions {
  series: readonly StepSeries[];
  /** What x counts: "step", "epoch", "minutes since start". */
  xLabel?: string | undefined;
}

/** Curves of training: x counts steps instead of time; everything else as in TimeChart. */
export function LineChart({ series, xLabel = "step", ...rest }: LineChartProps): ReactNode {
  const lines = useMemo(() => series.map(({ step, ...one }): PlotSeries => ({ ...one, x: step })), [series]);
  return <PlotChart series={lines} isTime={false} xLabel={xLabel} {...rest} />;
}
