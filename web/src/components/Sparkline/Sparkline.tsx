import { line } from "d3-shape";
import type { ReactNode } from "react";
import { numberOf, type Value } from "../chart/value";
import { short } from "../chart/number";
import styles from "./Sparkline.module.css";

export interface SparklineProps {
  y: readonly Value[];
  /** Where the points stand; evenly when left out. */
  x?: readonly number[] | undefined;
  /** Read out before the figures: "Requests, 14 days". */
  title: string;
  unit?: string | undefined;
  width?: number | undefined;
  height?: number | undefined;
  /** A level to compare with, dashed. */
  reference?: number | undefined;
  /** Moments on the same axis as x (deploys, incidents), as ticks at the foot. */
  marks?: readonly number[] | undefined;
  /** The axis, when several sparklines share one. */
  domain?: readonly [number, number] | undefined;
  colour?: string | undefined;
}

const PAD = 3;

/** A line the size of a word: gaps stay gaps, the last point has a dot, no axes. */
export function Sparkline(props: SparklineProps): ReactNode {
  const { title, unit, width = 96, height = 24, reference, marks, colour = "var(--text-2)" } = props;
  const y = props.y.map(numberOf);
  const x = props.x ?? y.map((_, i) => i);
  const known = y.filter((value): value is number => value !== null && Number.isFinite(value));
  const [from, to] = props.domain ?? [x[0] ?? 0, x.at(-1) ?? 1];
  const low = Math.min(...known, reference ?? Number.POSITIVE_INFINITY);
  const high = Math.max(...known, reference ?? Number.NEGATIVE_INFINITY);
  const px = (at: number): number => PAD + ((at - from) / (to - from || 1)) * (width - 2 * PAD);
  const py = (value: number): number => (high === low ? height / 2 : height - PAD - ((value - low) / (high - low)) * (height - 2 * PAD));
  const path = line<number>((_, i) => px(x[i] ?? 0), (i) => py(y[i] ?? 0)).defined((i) => Number.isFinite(y[i] ?? Number.NaN))(y.map((_, i) => i));
  const end = y.findLastIndex((value) => value !== null && Number.isFinite(value));
  const says = known.length
    ? `${title}: last ${short(y[end])}${unit ? ` ${unit}` : ""}, from ${short(Math.min(...known))} to ${short(Math.max(...known))}`
    : `${title}: no values`;
  return (
    <svg className={styles.line} width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={says}>
      <title>{says}</title>
      {reference !== undefined && <line className={styles.reference} x1={PAD} x2={width - PAD} y1={py(reference)} y2={py(reference)} />}
      {marks?.filter((at) => at >= from && at <= to).map((at) => <line key={at} className={styles.mark} x1={px(at)} x2={px(at)} y1={0} y2={height} />)}
      {path && <path d={path} fill="none" stroke={colour} strokeWidth={1.5} strokeLinejoin="round" />}
      {end >= 0 && <circle cx={px(x[end] ?? 0)} cy={py(y[end] ?? 0)} r={2} fill={colour} />}
    </svg>
  );
}
