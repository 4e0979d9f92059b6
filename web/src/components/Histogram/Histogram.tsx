import { scaleBand, scaleLinear } from "d3-scale";
import type { ReactNode } from "react";
import { BottomAxis, LeftAxis } from "../chart/Axis";
import type { Box } from "../chart/box";
import { fitted, percent, short, tick } from "../chart/number";
import { SvgPlot, type Drawing } from "../chart/SvgPlot";
import type { ChartTable } from "../chart/table";
import { ChartFrame } from "../ChartFrame";
import { Key } from "../chart/Key";
import styles from "./Histogram.module.css";

/** A stretch of numbers [low, high), an open end as null; or a category with a name. */
export type Bin = { low: number | null; high: number | null; count: number } | { name: string; count: number };

export interface HistogramProps {
  title: string;
  bins: readonly Bin[];
  /** The same bins of the reference, in the same order; compared by share, since the counts differ in size. */
  reference?: readonly Bin[] | undefined;
  names?: { bins: string; reference: string } | undefined;
  unit?: string | undefined;
  note?: string | undefined;
  n?: number | undefined;
  height?: number | undefined;
  isTitleHidden?: boolean | undefined;
}

/** Bins of equal meaning from edges and counts: `edges` has one more than `counts`. */
export function binsOf(edges: readonly number[], counts: readonly number[]): Bin[] {
  return counts.map((count, i) => ({ low: edges[i] ?? null, high: edges[i + 1] ?? null, count }));
}

const BAR = "color-mix(in oklab, var(--accent) 55%, var(--surface-1))";

function nameOf(bin: Bin): string {
  if ("name" in bin) return bin.name;
  if (bin.low === null) return `below ${short(bin.high)}`;
  if (bin.high === null) return `${short(bin.low)} and more`;
  return `${short(bin.low)} to ${short(bin.high)}`;
}

function total(bins: readonly Bin[]): number {
  return bins.reduce((sum, bin) => sum + bin.count, 0);
}

/** The bins' left and right pixels: true widths where every bin is finite, equal ones otherwise. */
function places(bins: readonly Bin[], box: Box): { spans: [number, number][]; ticks: { at: number; text: string }[] } {
  const first = bins[0];
  const last = bins.at(-1);
  const isFinite = bins.every((bin) => "low" in bin && bin.low !== null && bin.high !== null);
  if (isFinite && first && last && "low" in first && "high" in last) {
    const x = scaleLinear([first.low ?? 0, last.high ?? 1], [box.left, box.right]);
    const spans = bins.map((bin): [number, number] => ("low" in bin ? [x(bin.low ?? 0), x(bin.high ?? 0)] : [0, 0]));
    return { spans, ticks: x.ticks(Math.max(2, Math.floor((box.right - box.left) / 80))).map((v) => ({ at: x(v), text: tick(v) })) };
  }
  const x = scaleBand(bins.map((_, i) => i), [box.left, box.right]);
  const each = Math.max(1, Math.ceil(64 / (x.bandwidth() || 1)));
  const spans = bins.map((_, i): [number, number] => [x(i) ?? 0, (x(i) ?? 0) + x.bandwidth()]);
  const ticks = bins.flatMap((bin, i) => (i % each ? [] : [{ at: (x(i) ?? 0) + x.bandwidth() / 2, text: fitted(nameOf(bin), each * x.bandwidth()) }]));
  return { spans, ticks };
}

/** Counts by bin as bars from zero; a reference lies over them as an outline, both as shares. */
export function Histogram(props: HistogramProps): ReactNode {
  const { title, bins, reference, unit, note, n, height = 180, names = { bins: "now", reference: "reference" } } = props;
  const all = total(bins) || 1;
  const allBefore = total(reference ?? []) || 1;
  const share = (i: number): number => (bins[i]?.count ?? 0) / all;
  const shareBefore = (i: number): number => (reference?.[i]?.count ?? 0) / allBefore;

  const draw = (box: Box): Drawing => {
    if (total(bins) + total(reference ?? []) === 0) return { data: [], picture: <text className={styles.none} x={box.left} y={(box.top + box.bottom) / 2}>No rows to count</text> };
    const { spans, ticks } = places(bins, box);
    const top = Math.max(...bins.map((_, i) => Math.max(share(i), reference ? shareBefore(i) : 0)), 1e-9);
    const y = scaleLinear([0, top], [box.bottom, box.top]).nice(4);
    const outline = spans.map(([from, to], i) => `${i ? "L" : "M"}${from},${y(shareBefore(i))}H${to}`).join("");
    return {
      data: bins.map((bin, i) => {
        const [from, to] = spans[i] ?? [0, 0];
        const before = reference ? `\n${names.reference} ${percent(shareBefore(i))} (${short(reference[i]?.count ?? 0)})` : "";
        return {
          x: (from + to) / 2, y: y(share(i)),
          says: `${nameOf(bin)}${unit && "low" in bin ? ` ${unit}` : ""}\n${reference ? `${names.bins} ` : ""}${percent(share(i))} (${short(bin.count)})${before}`,
          cell: { x: from, y: box.top, width: Math.max(1, to - from), height: box.bottom - box.top },
        };
      }),
      picture: (
        <>
          <LeftAxis box={box} ticks={y.ticks(4).map((v) => ({ at: y(v), text: reference ? percent(v) : tick(Math.round(v * all * 1000) / 1000) }))} />
          {bins.map((_, i) => {
            const [from, to] = spans[i] ?? [0, 0];
            // oxlint-disable-next-line react/no-array-index-key -- bins have no id but their place
            return <rect key={i} style={{ fill: BAR }} x={from + 0.5} width={Math.max(0.5, to - from - 1)} y={y(share(i))} height={Math.max(0, box.bottom - y(share(i)))} />;
          })}
          {reference && <path className={styles.reference} d={outline} />}
          <BottomAxis box={box} ticks={ticks} label={unit} />
        </>
      ),
    };
  };
  const table = (): ChartTable => ({
    columns: ["bin", "count", "share", ...(reference ? [`${names.reference} count`, `${names.reference} share`] : [])],
    rows: bins.map((bin, i) => [nameOf(bin), bin.count, share(i), ...(reference ? [reference[i]?.count ?? 0, shareBefore(i)] : [])]),
  });
  return (
    <ChartFrame
      title={title} unit={unit} note={note} n={n ?? total(bins)} table={table} isTitleHidden={props.isTitleHidden}
      legend={reference && <Key items={[{ name: names.bins, colour: BAR, shape: "box" }, { name: names.reference, colour: "var(--text-1)", shape: "line" }]} />}
    >
      <SvgPlot label={title} height={height} margin={{ left: 46, right: 10, top: 8, bottom: unit ? 34 : 22 }} near="x" draw={draw} />
    </ChartFrame>
  );
}
