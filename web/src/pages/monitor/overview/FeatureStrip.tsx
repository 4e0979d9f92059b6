import { useId, type ReactNode } from "react";
import type { Mark } from "../../../components/TimeChart";
import { rampColour, RAMP_STEPS, rampStep } from "../../../components/chart/colour";
import type { Box } from "../../../components/chart/box";
import { fitted } from "../../../components/chart/number";
import { SvgPlot, type Datum, type Drawing } from "../../../components/chart/SvgPlot";
import type { ChartTable } from "../../../components/chart/table";
import { ChartFrame } from "../../../components/ChartFrame";
import { effectText, pText, strengthOf } from "../strength";
import type { FeatureLine, Range, Span } from "../strip";
import { GUTTER, RIGHT } from "./plot";
import styles from "./FeatureStrip.module.css";
import { StripKey } from "./StripKey";

interface FeatureStripProps {
  title: string;
  lines: readonly FeatureLine[];
  spans: readonly Span[];
  range: Range;
  marks: readonly Mark[];
  picked: { column: string; start: string } | null;
  onPick: (column: string, span: Span) => void;
}

const ROW = 18;

/** Features by windows on the axis of the charts below: depth is the strength of the shift, a dot an alarm. */
export function FeatureStrip({ title, lines, spans, range, marks, picked, onPick }: FeatureStripProps): ReactNode {
  const hatch = useId();
  const draw = (box: Box): Drawing => {
    const x = (at: number): number => Math.min(box.right, Math.max(box.left, box.left + ((at - range[0]) / (range[1] - range[0] || 1)) * (box.right - box.left)));
    const place = (row: number, span: Span) => ({ x: x(span.from), y: box.top + row * ROW, width: Math.max(1, x(span.to) - x(span.from) - 1), height: ROW - 1 });
    const data = lines.flatMap((line, row) =>
      spans.map((span): Datum => {
        const cell = place(row, span);
        return { x: cell.x + cell.width / 2, y: cell.y + ROW / 2, cell, says: says(line, span) };
      }),
    );
    const paths = new Map<string, string>();
    let dots = "";
    for (const [row, line] of lines.entries()) {
      for (const span of spans) {
        const { x: left, y, width, height } = place(row, span);
        const look = lookOf(line, span);
        paths.set(look, `${paths.get(look) ?? ""}M${left.toFixed(1)} ${y}h${width.toFixed(1)}v${height}h${(-width).toFixed(1)}z`);
        if (line.cells[span.index]?.alarm && span.window.has_enough_rows) dots += `M${(left + width / 2 - 2).toFixed(1)} ${y + height / 2}a2 2 0 1 0 4 0a2 2 0 1 0 -4 0`;
      }
    }
    const chosen = picked && { row: lines.findIndex(({ column }) => column === picked.column), span: spans.find(({ window }) => window.start === picked.start) };
    return {
      perRow: spans.length,
      data,
      picture: (
        <>
          <defs>
            <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <line x1="0" y1="0" x2="0" y2="5" className={styles.hatch} />
            </pattern>
          </defs>
          {[...paths].map(([look, d]) => (
            <path key={look} d={d} className={look === "none" ? styles.none : undefined} style={look === "none" ? undefined : { fill: look === "few" ? `url(#${hatch})` : rampColour(Number(look)) }} />
          ))}
          <path d={dots} className={styles.alarm} />
          {marks.filter(({ at }) => at >= range[0] && at <= range[1]).map((mark) => (
            <line key={`${mark.at} ${mark.kind} ${mark.label}`} data-kind={mark.kind} className={styles.mark} x1={x(mark.at)} x2={x(mark.at)} y1={box.top} y2={box.bottom} />
          ))}
          {lines.map(({ column, alarms }, row) => (
            <g key={column}>
              <text className={styles.name} x={GUTTER - 26} y={box.top + row * ROW + ROW / 2} dy="0.32em" textAnchor="end">
                <title>{column}</title>
                {fitted(column, GUTTER - 34)}
              </text>
              <text className={styles.count} x={GUTTER - 6} y={box.top + row * ROW + ROW / 2} dy="0.32em" textAnchor="end">{alarms || ""}</text>
            </g>
          ))}
          {chosen && chosen.row >= 0 && chosen.span ? <rect className={styles.chosen} {...place(chosen.row, chosen.span)} /> : null}
        </>
      ),
    };
  };
  const table = (): ChartTable => ({
    columns: ["feature", "alarms", ...spans.map(({ window }) => window.start.slice(0, 16))],
    rows: lines.map((line) => [line.column, line.alarms, ...spans.map(({ index }) => textOf(line, index))]),
  });
  return (
    <ChartFrame title={title} table={table} n={spans.reduce((sum, { window }) => sum + window.rows, 0)} legend={<StripKey hasFew={spans.some(({ window }) => !window.has_enough_rows)} />}>
      <SvgPlot
        label={title} height={lines.length * ROW + 4} margin={{ left: GUTTER, right: RIGHT, top: 2, bottom: 2 }} draw={draw}
        onPick={(i) => {
          const line = lines[Math.floor(i / spans.length)];
          const span = spans[i % spans.length];
          if (line && span) onPick(line.column, span);
        }}
      />
    </ChartFrame>
  );
}

function lookOf(line: FeatureLine, span: Span): string {
  if (!span.window.has_enough_rows) return "few";
  const cell = line.cells[span.index];
  return cell ? String(Math.min(RAMP_STEPS - 1, rampStep(strengthOf(cell)))) : "none";
}

function textOf(line: FeatureLine, index: number): string | null {
  const cell = line.cells[index];
  return cell ? `${effectText(cell.test, cell.effect)}${cell.alarm ? " (alarm)" : ""}` : null;
}

function says(line: FeatureLine, { window, index }: Span): string {
  const when = `${line.column}, ${window.start.slice(0, 10)} to ${window.end.slice(0, 10)}`;
  if (!window.has_enough_rows) return `${when}\n${window.rows} rows are too few to test`;
  const cell = line.cells[index];
  if (!cell) return `${when}\nnot tested`;
  return `${when}\n${cell.alarm ? "alarm: " : ""}${effectText(cell.test, cell.effect)}, p ${pText(cell.p)}`;
}
