import { useMemo, useState, type PointerEvent, type ReactNode } from "react";
import { fitted, grouped, short } from "../chart/number";
import type { ChartTable } from "../chart/table";
import { useWidth } from "../chart/useWidth";
import { ChartFrame } from "../ChartFrame";
import { layAxis, passes, type Brushes, type CoordinateAxis, type CoordinateRow, type LaidAxis } from "./axes";
import { BrushAxis } from "./BrushAxis";
import styles from "./ParallelCoordinates.module.css";

export type { Brushes, CoordinateAxis, CoordinateRow } from "./axes";

export interface ParallelCoordinatesProps {
  title: string;
  axes: readonly CoordinateAxis[];
  rows: readonly CoordinateRow[];
  /** What is kept on which axis; without it the chart keeps its own. */
  brush?: Brushes | undefined;
  onBrush?: ((brush: Brushes, kept: string[]) => void) | undefined;
  onPick?: ((id: string) => void) | undefined;
  note?: string | undefined;
  height?: number | undefined;
  isTitleHidden?: boolean | undefined;
}

const TOP = 30;
/** So few runs are offered by name. */
const FEW = 6;

/** The path of one row; it breaks at an axis where the row has no value. */
function pathOf(row: CoordinateRow, axes: readonly LaidAxis[], xs: readonly number[]): string {
  let path = "";
  let isDown = false;
  for (const [i, axis] of axes.entries()) {
    const y = axis.place(row.values[axis.id]);
    if (y !== null) path += `${isDown ? "L" : "M"}${xs[i]},${y.toFixed(1)}`;
    isDown = y !== null;
  }
  return path;
}

/** One line a run over params and metrics; dragging on an axis keeps the runs that pass there. */
export function ParallelCoordinates(props: ParallelCoordinatesProps): ReactNode {
  const { title, axes, rows, onBrush, onPick, height = 300 } = props;
  const [ref, measured] = useWidth<HTMLDivElement>();
  const [own, setOwn] = useState<Brushes>({});
  const [hovered, setHovered] = useState<string | null>(null);
  const brush = props.brush ?? own;
  const width = measured || 640;
  const bottom = height - 12;

  const xs = useMemo(() => axes.map((_, i) => 64 + (axes.length < 2 ? 0 : (i * (width - 64 - 56)) / (axes.length - 1))), [axes, width]);
  const laid = useMemo(() => axes.map((axis) => layAxis(axis, rows, bottom, TOP)), [axes, rows, bottom]);
  const paths = useMemo(() => new Map(rows.map((row) => [row.id, pathOf(row, laid, xs)])), [rows, laid, xs]);
  const kept = rows.filter((row) => passes(row, brush));
  const keptIds = new Set(kept.map((row) => row.id));
  const count = `${grouped(kept.length)} of ${grouped(rows.length)} runs kept`;

  const change = (id: string, next: Brushes[string] | null): void => {
    const { [id]: _, ...rest } = brush;
    const all: Brushes = next ? { ...rest, [id]: next } : rest;
    setOwn(all);
    onBrush?.(all, rows.filter((row) => passes(row, all)).map((row) => row.id));
  };
  const hover = (event: PointerEvent<SVGSVGElement>): void => {
    const frame = event.currentTarget.getBoundingClientRect();
    setHovered(nearestRow(kept, laid, xs, event.clientX - frame.left, event.clientY - frame.top));
  };
  const byColour = new Map<string, string[]>();
  for (const row of kept) {
    const colour = row.colour ?? "var(--accent)";
    byColour.set(colour, [...(byColour.get(colour) ?? []), paths.get(row.id) ?? ""]);
  }
  const dropped = rows.filter((row) => !keptIds.has(row.id)).map((row) => paths.get(row.id)).join("");
  const shown = rows.find((row) => row.id === hovered);
  const table = (): ChartTable => ({
    columns: ["name", ...axes.map((axis) => axis.label), "kept"],
    rows: rows.map((row) => [row.name, ...axes.map((axis) => row.values[axis.id] ?? null), keptIds.has(row.id) ? "yes" : ""]),
  });
  return (
    <ChartFrame title={title} note={props.note} n={rows.length} table={table} isTitleHidden={props.isTitleHidden}>
      <div ref={ref} className={styles.plot}>
        {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- by keyboard: narrow the axes, then the kept runs are buttons */}
        <svg className={styles.svg} width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="group" aria-label={`${title}. ${count}.`} data-picture="" onPointerMove={hover} onPointerLeave={() => setHovered(null)} onClick={(event) => isLine(event.target) && hovered && onPick?.(hovered)}>
          {dropped && <path className={styles.dropped} d={dropped} />}
          {[...byColour].map(([colour, parts]) => <path key={colour} className={styles.row} d={parts.join("")} stroke={colour} strokeOpacity={kept.length > 60 ? 0.35 : 0.8} />)}
          {shown && <path className={styles.hovered} d={paths.get(shown.id)} stroke={shown.colour ?? "var(--accent)"} data-cursor="" />}
          {laid.map((axis, i) => (
            <BrushAxis key={axis.id} axis={axis} x={xs[i] ?? 0} top={TOP} bottom={bottom} room={(width - 120) / Math.max(1, axes.length - 1) - 8} brush={brush[axis.id]} kept={count} onBrush={(next) => change(axis.id, next)} />
          ))}
        </svg>
        <p className={styles.foot}>
          {Object.keys(brush).length > 0 && (
            <button type="button" className={styles.clear} onClick={() => { setOwn({}); onBrush?.({}, rows.map((row) => row.id)); }}>
              Keep all runs
            </button>
          )}
          <span>{count}</span>
          {onPick && kept.length <= FEW && kept.map((row) => <button key={row.id} type="button" className={styles.clear} title={row.name} onClick={() => onPick(row.id)}>{fitted(row.name, 160)}</button>)}
          {shown && <span className={styles.name}>{`${shown.name}: ${axes.map((axis) => `${axis.label} ${wording(shown.values[axis.id])}`).join(", ")}`}</span>}
        </p>
      </div>
    </ChartFrame>
  );
}

/** A click on a line or between lines; the axes keep their own clicks. */
function isLine(target: EventTarget): boolean {
  return target instanceof SVGSVGElement || target instanceof SVGPathElement;
}

function wording(value: number | string | null | undefined): string {
  return typeof value === "string" ? value : short(value);
}

/** The kept row whose line passes nearest above or below the pointer, within 12 px. */
function nearestRow(rows: readonly CoordinateRow[], axes: readonly LaidAxis[], xs: readonly number[], x: number, y: number): string | null {
  const right = xs.findIndex((at) => at >= x);
  const [a, b] = [axes[right - 1], axes[right]];
  if (!a || !b) return null;
  const part = (x - (xs[right - 1] ?? 0)) / ((xs[right] ?? 1) - (xs[right - 1] ?? 0));
  let best: string | null = null;
  let least = 12;
  for (const row of rows) {
    const [from, to] = [a.place(row.values[a.id]), b.place(row.values[b.id])];
    if (from === null || to === null) continue;
    const distance = Math.abs(from + (to - from) * part - y);
    if (distance < least) [least, best] = [distance, row.id];
  }
  return best;
}
