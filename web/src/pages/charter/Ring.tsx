import { LEVELS } from "./levels";
import styles from "./Ring.module.css";

const SIZE = 64;
const RADIUS = 27;
const STEPS = LEVELS.length - 1;

/** A ring of three parts, as many filled as levels are reached. */
export function Ring({ level }: { level: number }) {
  const part = (2 * Math.PI * RADIUS) / STEPS;
  const says = `Level ${level} of ${STEPS}: ${LEVELS[level] ?? ""}`;
  return (
    <svg className={styles.ring} width={SIZE} height={SIZE} viewBox={`0 0 ${SIZE} ${SIZE}`} role="img" aria-label={says}>
      <title>{says}</title>
      {Array.from({ length: STEPS }, (_, i) => (
        <circle key={i} className={i < level ? styles.reached : styles.open} cx={SIZE / 2} cy={SIZE / 2} r={RADIUS} fill="none" strokeWidth={6}
          strokeDasharray={`${part - 4} ${2 * Math.PI * RADIUS - part + 4}`} transform={`rotate(${-90 + i * (360 / STEPS) + 2} ${SIZE / 2} ${SIZE / 2})`} />
      ))}
      <text className={styles.level} x={SIZE / 2} y={SIZE / 2 + 7} textAnchor="middle">{level}</text>
    </svg>
  );
}
