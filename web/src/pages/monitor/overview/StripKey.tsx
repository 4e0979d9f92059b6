import { rampColour, RAMP_STEPS } from "../../../components/chart/colour";
import styles from "./FeatureStrip.module.css";

/** What depth, dot, hatching and grey mean. */
export function StripKey({ hasFew }: { hasFew: boolean }) {
  return (
    <p className={styles.key}>
      <span>no shift</span>
      <svg width={RAMP_STEPS * 12} height="12" aria-hidden>
        {Array.from({ length: RAMP_STEPS }, (_, i) => <rect key={i} x={i * 12} width="12" height="12" style={{ fill: rampColour(i) }} />)}
      </svg>
      <span title="The middle by one standard deviation, the spread twofold, the shape by a Jensen-Shannon distance of 0.3, a tenth of the values missing or beyond the range">
        large (1 sd · spread × 2 · shape 0.3 · 10 pp)
      </span>
      <span className={styles.aside}>
        <svg width="12" height="12" aria-hidden><circle cx="6" cy="6" r="3" className={styles.alarm} /></svg>
        alarm; how many stands beside the name
      </span>
      {hasFew ? (
        <span className={styles.aside}>
          <svg width="14" height="12" aria-hidden><path d="M1 11L11 1M6 12L14 4M0 6L6 0" className={styles.hatch} /></svg>
          too few rows
        </span>
      ) : null}
    </p>
  );
}
