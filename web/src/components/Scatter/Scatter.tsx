import { scaleLinear, scaleLog } from "d3-scale";
import type { ReactNode } from "react";
import { BottomAxis, LeftAxis } from "../chart/Axis";
import type { Box } from "../chart/box";
import { logTicks } from "../chart/logTicks";
import { grouped, short, tick } from "../chart/number";
import { SvgPlot, type Drawing } from "../chart/SvgPlot";
import type { ChartTable } from "../chart/table";
import { ChartFrame } from "../ChartFrame";
import { Key } from "../chart/Key";
import { paretoFront, type Goal } from "./paretoFront";
import styles from "./Scatter.module.css";

export interface ScatterPoint {
  id: string;
  name: string;
  x: number | null;
  y: number | null;
  colour?: string | undefined;
}

export interface ScatterProps {
  title: string;
  points: readonly ScatterPoint[];
  xLabel: string;
  yLabel: string;
  /** With both goals the points nobody beats in both are ringed and joined: the Pareto front. */
  goals?: { x: Goal; y: Goal } | undefined;
  isLogX?: boolean | undefined;
  isLogY?: boolean | undefined;
  selected?: readonly string[] | undefined;
  onPick?: ((id: string) => void) | undefined;
  note?: string | undefined;
  height?: number | undefined;
  isTitleHidden?: boolean | undefined;
}

function scaleOf(values: number[], range: [number, number], isLog: boolean) {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const spare = (high - low) * 0.04 || Math.abs(low) * 0.05 || 1;
  return isLog ? scaleLog([low, high === low ? low * 10 : high], range).nice() : scaleLinear([low - spare, high + spare], range);
}

/** One dot a run; points without both values are counted under the chart, not dropped in silence. */
export function Scatter(props: ScatterProps): ReactNode {
  const { title, points, xLabel, yLabel, goals, isLogX = false, isLogY = false, onPick, height = 280 } = props;
  const shown = points.filter(
    (p): p is ScatterPoint & { x: number; y: number } =>
      p.x !== null && p.y !== null && Number.isFinite(p.x) && Number.isFinite(p.y) && (!isLogX || p.x > 0) && (!isLogY || p.y > 0),
  );
  const front = goals ? paretoFront(shown, goals) : [];
  const onFront = new Set(front.map((p) => p.id));
  const selected = new Set(props.selected);

  const draw = (box: Box): Drawing => {
    if (shown.length === 0) return { data: [], picture: <text className={styles.empty} x={box.left + 8} y={box.top + 20}>No run has both values</text> };
    const x = scaleOf(shown.map((p) => p.x), [box.left, box.right], isLogX);
    const y = scaleOf(shown.map((p) => p.y), [box.bottom, box.top], isLogY);
    const steps = front.map((p, i) => (i ? (goals?.x === "up" ? `V${y(p.y)}H${x(p.x)}` : `H${x(p.x)}V${y(p.y)}`) : `M${x(p.x)},${y(p.y)}`)).join("");
    return {
      data: shown.map((p) => ({
        x: x(p.x), y: y(p.y),
        says: `${p.name}${onFront.has(p.id) ? " (on the front)" : ""}\n${xLabel} ${short(p.x)}\n${yLabel} ${short(p.y)}`,
      })),
      picture: (
        <>
          <LeftAxis box={box} ticks={ticksOf(y, isLogY, 6).map((v) => ({ at: y(v), text: tick(v) }))} label={yLabel} />
          <BottomAxis box={box} ticks={ticksOf(x, isLogX, 8).map((v) => ({ at: x(v), text: tick(v) }))} label={xLabel} hasGrid />
          {front.length > 1 && <path className={styles.front} d={steps} />}
          {shown.map((p) => (
            <circle key={p.id} cx={x(p.x)} cy={y(p.y)} r={onFront.has(p.id) || selected.has(p.id) ? 5 : 3.5} className={`${styles.point} ${onFront.has(p.id) ? styles.best : ""} ${selected.has(p.id) ? styles.selected : ""}`} fill={p.colour ?? "var(--accent)"} />
          ))}
        </>
      ),
    };
  };
  const table = (): ChartTable => ({
    columns: ["name", xLabel, yLabel, "on the front"],
    rows: points.map((p) => [p.name, p.x, p.y, onFront.has(p.id) ? "yes" : ""]),
  });
  const missing = points.length - shown.length;
  const note = [props.note, missing > 0 ? `${grouped(missing)} of ${grouped(points.length)} without both values.` : ""].filter(Boolean).join(" ");
  const pick = onPick && ((i: number): void => onPick(shown[i]?.id ?? ""));
  return (
    <ChartFrame
      title={title} note={note} n={shown.length} table={table} isTitleHidden={props.isTitleHidden}
      legend={goals && <Key items={[{ name: `Pareto front: ${xLabel} ${words(goals.x)}, ${yLabel} ${words(goals.y)}`, colour: "var(--text-1)", shape: "line" }]} />}
    >
      <SvgPlot label={title} height={height} margin={{ left: 62, right: 12, top: 8, bottom: 36 }} draw={draw} onPick={pick} />
    </ChartFrame>
  );
}

function ticksOf(scale: { ticks: (count?: number) => number[] }, isLog: boolean, most: number): number[] {
  return isLog ? logTicks(scale.ticks(), most) : scale.ticks(most - 1);
}

function words(goal: Goal): string {
  return goal === "up" ? "more is better" : "less is better";
}
