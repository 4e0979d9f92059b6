import { useId, type ReactNode } from "react";
import { rampColour, RAMP_STEPS } from "../chart/colour";
import { BottomAxis } from "../chart/Axis";
import type { Box } from "../chart/box";
import { fitted, short } from "../chart/number";
import { SvgPlot, type Drawing } from "../chart/SvgPlot";
import type { ChartTable } from "../chart/table";
import { ChartFrame } from "../ChartFrame";
import { cellsOf, HATCHED, MISSING, pathsOf, sortedByWorst, type HeatCell } from "./cells";
import { RampKey } from "./RampKey";
import styles from "./HeatStrip.module.css";

export interface HeatStripProps {
  title: string;
  /** Names of the rows (features) and columns (windows), in their natural order. */
  rows: readonly string[];
  columns: readonly string[];
  /** The effect in a cell, by place in `rows` and `columns`; null when nothing was computed. */
  value: (row: number, column: number) => number | null;
  /** True where there were too few rows to judge. */
  few?: ((row: number, column: number) => boolean) | undefined;
  onPick?: ((row: number, column: number) => void) | undefined;
  /** The effect of the strongest colour; the greatest one shown when left out. */
  max?: number | undefined;
  /** From here on a cell counts as drifted; drawn in the key. */
  threshold?: number | undefined;
  valueLabel?: string | undefined;
  unit?: string | undefined;
  note?: string | undefined;
  n?: number | undefined;
  /** Rows stay in the given order instead of worst first. */
  isUnsorted?: boolean | undefined;
  /** Moments to point out, by place in `columns`. */
  marks?: readonly { column: number; label: string }[] | undefined;
  isTitleHidden?: boolean | undefined;
}

const ROW = 18;

/** Features by windows: how strong an effect is by the depth of one hue, worst feature on top. */
export function HeatStrip(props: HeatStripProps): ReactNode {
  const { title, rows, columns, onPick, threshold, valueLabel = "effect" } = props;
  const cells = cellsOf(props);
  const order = props.isUnsorted ? rows.map((_, i) => i) : sortedByWorst(cells, rows.length);
  const max = props.max ?? Math.max(threshold ?? 0, ...cells.map((cell) => Math.abs(cell.value ?? 0)), 1e-9);
  const left = Math.min(200, Math.max(60, ...rows.map((name) => 10 + 6.3 * name.length)));

  const hatch = useId();

  const draw = (box: Box): Drawing => {
    const wide = (box.right - box.left) / Math.max(1, columns.length);
    const place = (row: number, column: number) => ({ x: box.left + column * wide, y: box.top + row * ROW, width: wide, height: ROW });
    const inOrder = order.flatMap((row) => cells.slice(row * columns.length, (row + 1) * columns.length));
    const every = Math.max(1, Math.ceil(64 / wide));
    return {
      perRow: columns.length,
      data: inOrder.map((cell, i) => {
        const frame = place(Math.floor(i / columns.length), cell.column);
        return { x: frame.x + wide / 2, y: frame.y + ROW / 2, cell: frame, says: `${rows[cell.row]}, ${columns[cell.column]}\n${says(cell, valueLabel, props.unit)}` };
      }),
      picture: (
        <>
          <defs>
            <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <line x1="0" y1="0" x2="0" y2="5" className={styles.hatch} />
            </pattern>
          </defs>
          {pathsOf(inOrder, columns.length, max, place).map(([key, d]) => (
            <path key={key} d={d} className={key === MISSING ? styles.none : ""} style={key === MISSING ? undefined : { fill: key === HATCHED ? `url(#${hatch})` : rampColour(Number(key)) }} />
          ))}
          {order.map((row, i) => (
            <text key={row} className={styles.name} x={left - 6} y={box.top + i * ROW + ROW / 2} dy="0.32em" textAnchor="end">
              <title>{rows[row]}</title>
              {fitted(rows[row] ?? "", left - 10)}
            </text>
          ))}
          {props.marks?.map((mark) => (
            <line key={`${mark.column} ${mark.label}`} className={styles.mark} x1={box.left + mark.column * wide} x2={box.left + mark.column * wide} y1={box.top - 4} y2={box.bottom}>
              <title>{mark.label}</title>
            </line>
          ))}
          <BottomAxis box={box} ticks={columns.flatMap((text, i) => (i % every ? [] : [{ at: box.left + (i + 0.5) * wide, text: fitted(text, every * wide) }]))} />
        </>
      ),
    };
  };
  const table = (): ChartTable => ({
    columns: ["feature", ...columns],
    rows: order.map((row) => [rows[row] ?? "", ...columns.map((_, column) => cellOf(cells[row * columns.length + column]))]),
  });
  const pick = onPick && ((i: number): void => onPick(order[Math.floor(i / columns.length)] ?? 0, i % columns.length));

  return (
    <ChartFrame
      title={title} unit={props.unit} note={props.note} n={props.n} table={table} isTitleHidden={props.isTitleHidden}
      legend={<RampKey label={valueLabel} max={max} steps={RAMP_STEPS} threshold={threshold} hasFew={cells.some((cell) => cell.isFew)} hasNone={cells.some((cell) => cell.value === null && !cell.isFew)} />}
    >
      <SvgPlot label={title} height={rows.length * ROW + 28} margin={{ left, right: 8, top: 6, bottom: 22 }} draw={draw} onPick={pick} />
    </ChartFrame>
  );
}

function says(cell: HeatCell, label: string, unit?: string): string {
  if (cell.isFew) return `too few rows${cell.value === null ? "" : `, ${label} ${short(cell.value)} not judged`}`;
  return cell.value === null ? "not computed" : `${label} ${short(cell.value)}${unit ? ` ${unit}` : ""}`;
}

function cellOf(cell: HeatCell | undefined): string | number | null {
  if (!cell) return null;
  return cell.isFew ? "too few rows" : cell.value;
}
