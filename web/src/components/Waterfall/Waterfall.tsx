import { scaleBand, scaleLinear } from "d3-scale";
import type { ReactNode } from "react";
import { BottomAxis } from "../chart/Axis";
import type { Box } from "../chart/box";
import { fitted, short, tick } from "../chart/number";
import { SvgPlot, type Drawing } from "../chart/SvgPlot";
import type { ChartTable } from "../chart/table";
import { ChartFrame } from "../ChartFrame";
import styles from "./Waterfall.module.css";

/** A change, or a level that starts the sum anew ("base", "prediction"). */
export interface WaterfallPart {
  name: string;
  value: number;
  isTotal?: boolean | undefined;
  /** Shown after the name: the feature's value, the cause. */
  detail?: string | undefined;
}

export interface WaterfallProps {
  title: string;
  parts: readonly WaterfallPart[];
  unit?: string | undefined;
  note?: string | undefined;
  n?: number | undefined;
  /** Which direction is welcome; without it up and down differ by shape and hue, and neither is good. */
  goal?: "up" | "down" | undefined;
  isTitleHidden?: boolean | undefined;
}

const ROW = 24;

function steps(parts: readonly WaterfallPart[]): { from: number; to: number }[] {
  let level = 0;
  return parts.map((part) => {
    const from = part.isTotal ? 0 : level;
    level = part.isTotal ? part.value : level + part.value;
    return { from, to: level };
  });
}

function kind(part: WaterfallPart, goal: "up" | "down" | undefined): string {
  if (part.isTotal) return "total";
  const isUp = part.value >= 0;
  if (!goal) return isUp ? "up" : "down";
  return isUp === (goal === "up") ? "good" : "bad";
}

/** How a number came about: one row a part, each starting where the last ended, signs written out. */
export function Waterfall(props: WaterfallProps): ReactNode {
  const { title, parts, unit, note, n, goal } = props;
  const all = steps(parts);
  const left = Math.min(220, Math.max(90, ...parts.map((part) => 12 + 6.4 * labelOf(part).length)));
  const draw = (box: Box): Drawing => {
    // Only deltas: a level far from zero would squeeze them, so totals are then drawn as a mark at their level.
    const ends = all.flatMap((s, i) => (parts[i]?.isTotal ? [s.to] : [s.from, s.to]));
    const [low, high] = [Math.min(...ends), Math.max(...ends)];
    const isFar = low > 0 ? low > (high - low) : high < 0 && -high > high - low;
    const x = scaleLinear(isFar ? [low, high] : [Math.min(0, low), Math.max(0, high)], [box.left, box.right - 58]).nice(4);
    const origin = isFar ? box.left : x(0);
    const y = scaleBand(parts.map((_, i) => i), [box.top, box.bottom]).padding(0.28);
    return {
      data: parts.map((part, i) => ({
        x: x(all[i]?.to ?? 0), y: (y(i) ?? 0) + y.bandwidth() / 2,
        says: `${labelOf(part)}\n${part.isTotal ? short(part.value) : `${signed(part.value)}, to ${short(all[i]?.to ?? 0)}`}${unit ? ` ${unit}` : ""}`,
        cell: { x: 1, y: (y(i) ?? 0) - 3, width: box.width - 2, height: y.bandwidth() + 6 },
      })),
      perRow: 1,
      picture: (
        <>
          <BottomAxis box={box} ticks={x.ticks(5).map((v) => ({ at: x(v), text: tick(v) }))} label={unit} hasGrid />
          {parts.map((part, i) => {
            const a = part.isTotal ? origin : x(all[i]?.from ?? 0);
            const b = x(all[i]?.to ?? 0);
            const top = y(i) ?? 0;
            return (
              <g key={`${i} ${part.name}`}>
                <text className={styles.name} x={left - 8} y={top + y.bandwidth() / 2} dy="0.32em" textAnchor="end">
                  <title>{labelOf(part)}</title>
                  {fitted(labelOf(part), left - 14)}
                </text>
                <rect className={styles[kind(part, goal)]} x={Math.min(a, b)} width={Math.max(1.5, Math.abs(b - a))} y={top} height={y.bandwidth()} />
                {i + 1 < parts.length && <line className={styles.link} x1={b} x2={b} y1={top} y2={top + y.step() + y.bandwidth()} />}
                <text className={styles.value} x={Math.max(a, b) + 5} y={top + y.bandwidth() / 2} dy="0.32em">
                  {part.isTotal ? short(part.value) : signed(part.value)}
                </text>
              </g>
            );
          })}
        </>
      ),
    };
  };
  const table = (): ChartTable => ({
    columns: ["part", "detail", "change", "level"],
    rows: parts.map((part, i) => [part.name, part.detail ?? null, part.isTotal ? null : part.value, all[i]?.to ?? null]),
  });
  return (
    <ChartFrame title={title} unit={unit} note={note} n={n} table={table} isTitleHidden={props.isTitleHidden}>
      <SvgPlot label={title} height={parts.length * ROW + 42} margin={{ left, right: 4, top: 4, bottom: unit ? 36 : 24 }} near="y" draw={draw} />
    </ChartFrame>
  );
}

function labelOf(part: WaterfallPart): string {
  return part.detail === undefined ? part.name : `${part.name} = ${part.detail}`;
}

function signed(value: number): string {
  return value > 0 ? `+${short(value)}` : short(value);
}
