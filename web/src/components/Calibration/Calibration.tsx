import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import type { ReactNode } from "react";
import { BottomAxis, LeftAxis } from "../chart/Axis";
import type { Box } from "../chart/box";
import { grouped, percent } from "../chart/number";
import { SvgPlot, type Drawing } from "../chart/SvgPlot";
import type { ChartTable } from "../chart/table";
import { ChartFrame } from "../ChartFrame";
import styles from "./Calibration.module.css";

/** Rows with like scores: what was predicted on average, and the share that came true, with its interval. */
export interface CalibrationPoint {
  predicted: number;
  observed: number;
  n: number;
  low?: number | undefined;
  high?: number | undefined;
}

export interface CalibrationProps {
  title: string;
  points: readonly CalibrationPoint[];
  note?: string | undefined;
  n?: number | undefined;
  height?: number | undefined;
  isTitleHidden?: boolean | undefined;
}

const SHARES = [0, 0.25, 0.5, 0.75, 1];
const ROWS = 36;

/** Predicted against observed, with the rows behind each point as bars below; on the diagonal means calibrated. */
export function Calibration(props: CalibrationProps): ReactNode {
  const { title, points, height = 260 } = props;
  const draw = (box: Box): Drawing => {
    const plot = { ...box, bottom: box.bottom - ROWS };
    const x = scaleLinear([0, 1], [box.left, box.right]);
    const y = scaleLinear([0, 1], [plot.bottom, plot.top]);
    const rows = scaleLinear([0, Math.max(...points.map((p) => p.n), 1)], [0, ROWS - 8]);
    const path = line<CalibrationPoint>((p) => x(p.predicted), (p) => y(p.observed))([...points]);
    return {
      data: points.map((p) => ({
        x: x(p.predicted), y: y(p.observed),
        says: `predicted ${percent(p.predicted)}, observed ${percent(p.observed)}${p.low === undefined ? "" : ` (${percent(p.low)} to ${percent(p.high ?? null)})`}\n${grouped(p.n)} rows`,
      })),
      picture: (
        <>
          <LeftAxis box={plot} ticks={SHARES.map((v) => ({ at: y(v), text: percent(v) }))} label="observed" />
          <BottomAxis box={box} ticks={SHARES.map((v) => ({ at: x(v), text: percent(v) }))} label="predicted" />
          <line className={styles.ideal} x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} />
          {points.map((p) => (
            <g key={p.predicted}>
              {p.low !== undefined && p.high !== undefined && <line className={styles.interval} x1={x(p.predicted)} x2={x(p.predicted)} y1={y(p.low)} y2={y(p.high)} />}
              <rect className={styles.rows} x={x(p.predicted) - 4} width={8} y={box.bottom - rows(p.n)} height={rows(p.n)} />
            </g>
          ))}
          {path && <path className={styles.line} d={path} />}
          {points.map((p) => <circle key={p.predicted} className={styles.point} cx={x(p.predicted)} cy={y(p.observed)} r={3} />)}
        </>
      ),
    };
  };
  const table = (): ChartTable => ({
    columns: ["predicted", "observed", "low", "high", "rows"],
    rows: points.map((p) => [p.predicted, p.observed, p.low ?? null, p.high ?? null, p.n]),
  });
  return (
    <ChartFrame title={title} note={props.note} n={props.n ?? points.reduce((sum, p) => sum + p.n, 0)} table={table} isTitleHidden={props.isTitleHidden}>
      <SvgPlot label={title} height={height} margin={{ left: 56, right: 16, top: 8, bottom: 34 }} near="x" draw={draw} />
    </ChartFrame>
  );
}
