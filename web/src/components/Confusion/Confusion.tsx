import type { ReactNode } from "react";
import { rampColour, rampStep, rampText } from "../chart/colour";
import type { Box } from "../chart/box";
import { fitted, grouped, percent } from "../chart/number";
import { SvgPlot, type Drawing } from "../chart/SvgPlot";
import type { ChartTable } from "../chart/table";
import { ChartFrame } from "../ChartFrame";
import styles from "./Confusion.module.css";

export interface ConfusionProps {
  title: string;
  labels: readonly string[];
  /** Counts: matrix[actual][predicted]. */
  matrix: readonly (readonly number[])[];
  /** What a cell's share is a share of: its actual class (recall), its predicted class (precision), or all rows. */
  by?: "actual" | "predicted" | "all" | undefined;
  note?: string | undefined;
  n?: number | undefined;
  onPick?: ((actual: number, predicted: number) => void) | undefined;
  isTitleHidden?: boolean | undefined;
}

const CELL = 44;
const WORDS = { actual: "of the actual class", predicted: "of what was predicted", all: "of all rows" };

/** Actual down, predicted across; the colour is the share, the count stays readable in the cell. */
export function Confusion(props: ConfusionProps): ReactNode {
  const { title, labels, matrix, by = "actual", onPick } = props;
  const count = (t: number, s: number): number => matrix[t]?.[s] ?? 0;
  const rowSums = labels.map((_, t) => labels.reduce((sum, _, s) => sum + count(t, s), 0));
  const columnSums = labels.map((_, s) => labels.reduce((sum, _, t) => sum + count(t, s), 0));
  const all = rowSums.reduce((sum, row) => sum + row, 0);
  const share = (t: number, s: number): number => {
    const whole = by === "actual" ? rowSums[t] : by === "predicted" ? columnSums[s] : all;
    return whole ? count(t, s) / whole : Number.NaN;
  };
  const left = Math.min(160, Math.max(56, ...labels.map((name) => 26 + 6.3 * name.length)));
  const cell = labels.length > 12 ? 26 : CELL;
  const longest = Math.max(0, ...labels.map((name) => 6.3 * name.length));
  const isTurned = labels.length > 5 && longest * labels.length > 440;
  const top = isTurned ? 28 + Math.min(110, longest) : 34;

  const draw = (box: Box): Drawing => {
    const wide = Math.min(96, (box.right - box.left) / Math.max(1, labels.length));
    const at = (t: number, s: number) => ({ x: box.left + s * wide, y: box.top + t * cell, width: wide - 1, height: cell - 1 });
    const pairs = labels.flatMap((_, t) => labels.map((_, s) => [t, s] as const));
    return {
      perRow: labels.length,
      data: pairs.map(([t, s]) => ({
        x: at(t, s).x + wide / 2, y: at(t, s).y + cell / 2, cell: at(t, s),
        says: `actual ${labels[t]}, predicted ${labels[s]}\n${grouped(count(t, s))} rows, ${percent(share(t, s))} ${WORDS[by]}`,
      })),
      picture: (
        <>
          <text className={styles.axis} x={box.left} y={12}>predicted</text>
          <text className={styles.axis} transform={`translate(10 ${box.top}) rotate(-90)`} textAnchor="end">actual</text>
          {labels.map((name, i) => (
            <g key={`${i} ${name}`}>
              {isTurned ? (
                <text className={styles.name} transform={`translate(${box.left + i * wide + wide / 2} ${box.top - 6}) rotate(-90)`} dy="0.32em"><title>{name}</title>{fitted(name, top - 28)}</text>
              ) : (
                <text className={styles.name} x={box.left + i * wide + wide / 2} y={box.top - 6} textAnchor="middle"><title>{name}</title>{fitted(name, wide)}</text>
              )}
              <text className={styles.name} x={box.left - 6} y={box.top + i * cell + cell / 2} dy="0.32em" textAnchor="end">{fitted(name, left - 26)}</text>
            </g>
          ))}
          {pairs.map(([t, s]) => {
            const step = rampStep(share(t, s) * 0.9999);
            const ink = { fill: rampText(step) };
            const { x, y } = at(t, s);
            return (
              <g key={`${t} ${s}`}>
                <rect {...at(t, s)} className={t === s ? styles.right : ""} style={{ fill: rampColour(step) }} />
                {wide >= 34 && <text className={styles.count} style={ink} x={x + wide / 2} y={y + cell / 2 - (cell >= 40 ? 4 : -4)} textAnchor="middle">{grouped(count(t, s))}</text>}
                {wide >= 34 && cell >= 40 && <text className={styles.share} style={ink} x={x + wide / 2} y={y + cell / 2 + 12} textAnchor="middle">{percent(share(t, s))}</text>}
              </g>
            );
          })}
        </>
      ),
    };
  };
  const table = (): ChartTable => ({
    columns: ["actual \\ predicted", ...labels, "rows"],
    rows: labels.map((name, t) => [name, ...labels.map((_, s) => count(t, s)), rowSums[t] ?? 0]),
  });
  const pick = onPick && ((i: number): void => onPick(Math.floor(i / labels.length), i % labels.length));
  return (
    <ChartFrame title={title} note={props.note ?? `Shares ${WORDS[by]}.`} n={props.n ?? all} table={table} isTitleHidden={props.isTitleHidden}>
      <SvgPlot label={title} height={labels.length * cell + top + 4} margin={{ left, right: 4, top, bottom: 4 }} draw={draw} onPick={pick} />
    </ChartFrame>
  );
}
