import type { ReactNode } from "react";
import { short } from "../chart/number";
import styles from "./Interval.module.css";

export interface IntervalProps {
  low: number;
  mid: number;
  high: number;
  /** The line it is judged by. */
  threshold?: number | undefined;
  /** Which side of the threshold is welcome; with it the picture also says pass, fail or undecided. */
  goal?: "up" | "down" | undefined;
  title: string;
  unit?: string | undefined;
  /** The ends of the axis, when several intervals stand below one another. */
  domain?: readonly [number, number] | undefined;
  width?: number | undefined;
}

export type Verdict = "beyond" | "short" | "undecided" | "none";

/** Where the whole interval lies: on the welcome side, on the other, or across the threshold. */
export function verdictOf({ low, high, threshold, goal }: Pick<IntervalProps, "low" | "high" | "threshold" | "goal">): Verdict {
  if (threshold === undefined || !goal) return "none";
  if (goal === "up") return low >= threshold ? "beyond" : high < threshold ? "short" : "undecided";
  return high <= threshold ? "beyond" : low > threshold ? "short" : "undecided";
}

const WORDS: Record<Verdict, string> = { beyond: ", met", short: ", not met", undecided: ", undecided", none: "" };

/** A value with its interval against a threshold, small enough for a table row. */
export function Interval(props: IntervalProps): ReactNode {
  const { low, mid, high, threshold, title, unit, width = 160 } = props;
  const ends = [low, mid, high, ...(threshold === undefined ? [] : [threshold])].filter(Number.isFinite);
  const spare = (Math.max(...ends) - Math.min(...ends)) * 0.12 || Math.abs(mid) * 0.1 || 1;
  const [from, to] = props.domain ?? [Math.min(...ends) - spare, Math.max(...ends) + spare];
  const x = (value: number): number => 4 + Math.min(1, Math.max(0, (value - from) / (to - from || 1))) * (width - 8);
  const verdict = verdictOf(props);
  const tail = unit ? ` ${unit}` : "";
  const says = `${title}: ${short(mid)}${tail}, interval ${short(low)} to ${short(high)}${threshold === undefined ? "" : `, threshold ${short(threshold)}${WORDS[verdict]}`}`;
  return (
    <svg className={styles.interval} width={width} height={24} viewBox={`0 0 ${width} 24`} role="img" aria-label={says}>
      <title>{says}</title>
      <line className={styles.axis} x1={4} x2={width - 4} y1={12} y2={12} />
      <g className={styles[verdict]}>
        <line className={styles.range} x1={x(low)} x2={x(high)} y1={12} y2={12} />
        <line className={styles.end} x1={x(low)} x2={x(low)} y1={8} y2={16} />
        <line className={styles.end} x1={x(high)} x2={x(high)} y1={8} y2={16} />
        <Shape verdict={verdict} at={x(mid)} />
      </g>
      {threshold !== undefined && <line className={styles.threshold} x1={x(threshold)} x2={x(threshold)} y1={3} y2={21} />}
    </svg>
  );
}

/** Shape says the same as colour: disc met, diamond not met, ring undecided. */
function Shape({ verdict, at }: { verdict: Verdict; at: number }): ReactNode {
  if (verdict === "short") return <path className={styles.mid} d={`M${at} 7L${at + 5} 12L${at} 17L${at - 5} 12Z`} />;
  return <circle className={verdict === "undecided" ? styles.ring : styles.mid} cx={at} cy={12} r={4} />;
}
