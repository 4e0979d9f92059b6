import uPlot from "uplot";
import { logTicks } from "../logTicks";
import { tick } from "../number";
import { colourNow, propertyNow } from "../theme";
import { timeTicks } from "../time";

export interface Shape {
  width: number;
  height: number;
  isTime: boolean;
  isUtc: boolean;
  isLog: boolean;
  zeroBased: boolean;
  /** Events get a lane of their own above the lines. */
  hasMarks: boolean;
  xLabel?: string | undefined;
  yLabel?: string | undefined;
  axisWidth?: number | undefined;
}

/** What a chart must be built anew for; all else is updated in place. */
export function shapeKey({ isTime, isUtc, isLog, hasMarks, xLabel, yLabel, axisWidth }: Shape): string {
  return JSON.stringify([isTime, isUtc, isLog, hasMarks, xLabel, yLabel, axisWidth]);
}

/** Room for the widest tick text, measured in the axis' own font. */
function axisSize(u: uPlot, values: string[] | null, index: number): number {
  const axis = u.axes[index] as uPlot.Axis & { font?: string[] };
  const widest = (values ?? []).reduce((a, b) => (b.length > a.length ? b : a), "");
  if (!axis || widest === "") return 34;
  u.ctx.font = axis.font?.[0] ?? "11px sans-serif";
  return Math.ceil(u.ctx.measureText(widest).width / (devicePixelRatio || 1)) + 14;
}

/** Only 1, 2, 5 of a decade are written and drawn; the others stay empty places. */
function logFilter(_u: uPlot, splits: number[]): (number | null)[] {
  const kept = new Set(logTicks(splits.filter((v) => v > 0), 9));
  return splits.map((v) => (kept.has(v) ? v : null));
}

/** uPlot for scales, axes, cursor and selection; the lines are drawn by `drawLines`, each on its own x. */
export function optionsOf(shape: Shape): uPlot.Options {
  const font = `11px ${propertyNow("--font-ui", "sans-serif")}`;
  const look = { stroke: () => colourNow("var(--text-2)"), font, labelFont: font, labelGap: 0, ticks: { stroke: () => colourNow("var(--line)"), width: 1, size: 4 } };
  const grid = { stroke: () => colourNow("var(--line)"), width: 1 };
  return {
    width: shape.width,
    height: shape.height,
    ms: 1,
    tzDate: shape.isUtc ? (at) => uPlot.tzDate(new Date(at), "Etc/UTC") : (at) => new Date(at),
    padding: [shape.hasMarks ? 24 : 10, 12, 0, 0],
    legend: { show: false },
    series: [{}, { scale: "y", paths: () => null, points: { show: false } }],
    scales: { x: { time: shape.isTime, auto: false }, y: { distr: shape.isLog ? 3 : 1, auto: false } },
    axes: [
      {
        ...look, grid: { show: false }, gap: 4, space: shape.isTime ? 74 : 60, size: shape.isTime ? 36 : 24,
        ...(shape.xLabel ? { label: shape.xLabel, labelSize: 16 } : {}),
        values: (_u, splits, _axis, _space, step) => (shape.isTime ? timeTicks(splits, step, shape.isUtc) : splits.map(tick)),
        ...(shape.isTime ? {} : { incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6, 2e6, 5e6, 1e7, 5e7, 1e8, 1e9, 1e10] }),
      },
      {
        ...look, grid, gap: 4, space: shape.isLog ? 20 : 36,
        ...(shape.isLog ? { filter: logFilter, grid: { ...grid, filter: logFilter } } : {}), size: shape.axisWidth ?? axisSize,
        ...(shape.yLabel ? { label: shape.yLabel, labelSize: 16 } : {}),
        values: (_u, splits) => splits.map((v) => (v === null ? "" : tick(v))),
      },
    ],
  };
}
