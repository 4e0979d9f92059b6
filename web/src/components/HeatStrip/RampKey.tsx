import type { ReactNode } from "react";
import { rampColour } from "../chart/colour";
import { short } from "../chart/number";
import styles from "./HeatStrip.module.css";

interface RampKeyProps {
  label: string;
  max: number;
  steps: number;
  threshold?: number | undefined;
  hasFew: boolean;
  hasNone: boolean;
}

/** The ramp with its ends, the threshold where it falls, and what hatched and grey mean. */
export function RampKey({ label, max, steps, threshold, hasFew, hasNone }: RampKeyProps): ReactNode {
  const wide = 14;
  return (
    <p className={styles.key}>
      <span>{label} 0</span>
      <svg width={steps * wide} height="14" aria-hidden="true">
        {Array.from({ length: steps }, (_, i) => (
          <rect key={i} x={i * wide} y="2" width={wide} height="10" style={{ fill: rampColour(i) }} />
        ))}
        {threshold !== undefined && threshold <= max && <line className={styles.threshold} x1={(threshold / max) * steps * wide} x2={(threshold / max) * steps * wide} y1="0" y2="14" />}
      </svg>
      <span>{short(Number(max.toPrecision(3)))}</span>
      {threshold !== undefined && <span className={styles.aside}>line: threshold {short(threshold)}</span>}
      {hasFew && (
        <span className={styles.aside}>
          <svg width="14" height="12" aria-hidden="true">
            <rect x="0.5" y="0.5" width="13" height="11" fill="none" className={styles.hatch} />
            <path d="M1 8L8 1M5 11L13 3" className={styles.hatch} />
          </svg>
          too few rows
        </span>
      )}
      {hasNone && (
        <span className={styles.aside}>
          <svg width="14" height="12" aria-hidden="true">
            <rect width="14" height="12" className={styles.none} />
          </svg>
          not computed
        </span>
      )}
    </p>
  );
}
