import uPlot from "uplot";
import { logTicks } from "../logTicks";
import { tick } from "../number";
import { colourNow, propertyNow } from "../theme";
import { timeTicks } from "../time";
import { faint, inkOf, type Look } from "./look";
import type { Plan, Trace } from "./plan";

export interface Shape {
  plan: Plan;
  looks: readonly Look[];
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
}

/** What a chart must be built anew for; all else is updated in place. */
export function shapeKey(shape: Shape): string {
  const { plan, looks, isTime, isUtc, isLog, zeroBased, hasMarks, xLabel, yLabel } = shape;
  const traces = plan.traces.map((trace) => `${trace.series}${trace.role}${looks[trace.series]?.dashed ? "-" : ""}`);
  return JSON.stringify([traces, isTime, isUtc, isLog, zeroBased, hasMarks, xLabel, yLabel]);
}

function colourOfTrace(trace: Trace, look: Look | undefined, count: number): () => string {
  const colour = look?.colour ?? "var(--text-1)";
  if (trace.role === "raw") return () => colourNow(faint(colour, 0.28));
  if (trace.role !== "line") return () => "transparent";
  const ink = inkOf(count);
  return () => colourNow(ink === 1 ? colour : faint(colour, ink));
}

// Points are drawn where a line cannot be seen: between two gaps, and when a line has very few points.
function seriesOf(trace: Trace, index: number, current: () => Shape): uPlot.Series {
  const shape = current();
  const count = shape.looks.length;
  const isLine = trace.role === "line";
  const stroke: uPlot.Series.Stroke = () => colourOfTrace(trace, current().looks[trace.series], count)();
  return {
    label: shape.looks[trace.series]?.name ?? "",
    stroke,
    width: isLine ? (count > 50 ? 1 : 1.5) : trace.role === "raw" ? 1 : 0,
    dash: isLine && shape.looks[trace.series]?.dashed ? [6, 4] : undefined,
    points: {
      show: isLine && count <= 12 ? undefined : false,
      size: 4,
      stroke,
      fill: stroke,
      filter: isLine ? (_u, _i, show, _gaps) => (show ? null : (current().plan.traces[index]?.lone ?? null)) : undefined,
    } as uPlot.Series.Points,
  };
}

function bandsOf(plan: Plan, current: () => Shape): uPlot.Band[] {
  return plan.traces.flatMap((trace, i) => {
    if (trace.role !== "high") return [];
    const fill = (): string => colourNow(faint(current().looks[trace.series]?.colour ?? "var(--text-1)", 0.18));
    return [{ series: [i + 1, i + 2], fill } as uPlot.Band];
  });
}

/** Room for the widest tick text, measured in the axis' own font. */
function axisSize(u: uPlot, values: string[] | null, index: number): number {
  const axis = u.axes[index] as uPlot.Axis & { font?: string[] };
  const widest = (values ?? []).reduce((a, b) => (b.length > a.length ? b : a), "");
  if (!axis || widest === "") return 34;
  u.ctx.font = axis.font?.[0] ?? "11px sans-serif";
  return Math.ceil(u.ctx.measureText(widest).width / (devicePixelRatio || 1)) + 14;
}

function yRange(shape: Shape): uPlot.Scale.Range {
  return (_u, low, high) => {
    if (low === null || high === null || low === undefined || high === undefined) return shape.isLog ? [1, 10] : [0, 1];
    if (shape.isLog) return low === high ? [low / 2, high * 2] : [low / 1.2, high * 1.2];
    const [a, b] = shape.zeroBased ? [Math.min(0, low), Math.max(0, high)] : [low, high];
    const spare = (b - a) * 0.06 || Math.abs(a) * 0.1 || 1;
    return [shape.zeroBased && a === 0 ? 0 : a - spare, shape.zeroBased && b === 0 ? 0 : b + spare];
  };
}

/** Only 1, 2, 5 of a decade are written and drawn; the others stay empty places. */
function logFilter(_u: uPlot, splits: number[]): (number | null)[] {
  const kept = new Set(logTicks(splits.filter((v) => v > 0), 9));
  return splits.map((v) => (kept.has(v) ? v : null));
}

/** Everything uPlot is told that depends only on the shape of the chart; behaviour is added by the caller. */
export function optionsOf(current: () => Shape): uPlot.Options {
  const shape = current();
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
    series: [{}, ...shape.plan.traces.map((trace, i) => seriesOf(trace, i, current))],
    bands: bandsOf(shape.plan, current),
    scales: { x: { time: shape.isTime }, y: { distr: shape.isLog ? 3 : 1, range: yRange(shape) } },
    axes: [
      {
        ...look, grid: { show: false }, gap: 4, space: shape.isTime ? 74 : 60, size: shape.isTime ? 36 : 24,
        ...(shape.xLabel ? { label: shape.xLabel, labelSize: 16 } : {}),
        values: (_u, splits, _axis, _space, step) => (shape.isTime ? timeTicks(splits, step, shape.isUtc) : splits.map(tick)),
        ...(shape.isTime ? {} : { incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6, 2e6, 5e6, 1e7, 5e7, 1e8, 1e9, 1e10] }),
      },
      {
        ...look, grid, gap: 4, space: shape.isLog ? 20 : 36,
        ...(shape.isLog ? { filter: logFilter, grid: { ...grid, filter: logFilter } } : {}), size: axisSize,
        ...(shape.yLabel ? { label: shape.yLabel, labelSize: 16 } : {}),
        values: (_u, splits) => splits.map((v) => (v === null ? "" : tick(v))),
      },
    ],
  };
}
