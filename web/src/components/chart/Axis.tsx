import type { ReactNode } from "react";
import type { Box } from "./box";
import styles from "./svg.module.css";

export interface Tick {
  at: number;
  text: string;
}

interface AxisProps {
  box: Box;
  ticks: Tick[];
  label?: string | undefined;
  /** Lines across the plot at each tick. */
  hasGrid?: boolean;
}

export function LeftAxis({ box, ticks, label, hasGrid = true }: AxisProps): ReactNode {
  return (
    <g aria-hidden="true">
      {ticks.map((tick) => (
        <g key={`${tick.at} ${tick.text}`}>
          {hasGrid && <line className={styles.grid} x1={box.left} x2={box.right} y1={tick.at} y2={tick.at} />}
          <text className={styles.tick} x={box.left - 6} y={tick.at} dy="0.32em" textAnchor="end">
            {tick.text}
          </text>
        </g>
      ))}
      {label && (
        <text className={styles.axisLabel} transform={`translate(10 ${(box.top + box.bottom) / 2}) rotate(-90)`} textAnchor="middle">
          {label}
        </text>
      )}
    </g>
  );
}

export function BottomAxis({ box, ticks, label, hasGrid = false }: AxisProps): ReactNode {
  return (
    <g aria-hidden="true">
      <line className={styles.axis} x1={box.left} x2={box.right} y1={box.bottom} y2={box.bottom} />
      {ticks.map((tick) => (
        <g key={`${tick.at} ${tick.text}`}>
          {hasGrid && <line className={styles.grid} x1={tick.at} x2={tick.at} y1={box.top} y2={box.bottom} />}
          <line className={styles.axis} x1={tick.at} x2={tick.at} y1={box.bottom} y2={box.bottom + 4} />
          <text className={styles.tick} x={tick.at} y={box.bottom + 15} textAnchor="middle">
            {tick.text}
          </text>
        </g>
      ))}
      {label && (
        <text className={styles.axisLabel} x={(box.left + box.right) / 2} y={box.height - 3} textAnchor="middle">
          {label}
        </text>
      )}
    </g>
  );
}
