import { formatDelta, formatNumber, formatShare, fullNumber, type Goal, numberOf, toneOf, type WireNumber } from "../../format/number";
import styles from "./Num.module.css";

export interface NumProps {
  value: WireNumber | null | undefined;
  /** After the number; in a table the unit belongs into the header instead. */
  unit?: string;
  /** A share between 0 and 1, shown in per cent. */
  share?: boolean;
  /** The difference to the baseline, coloured by the goal and not by its sign. */
  delta?: number | null;
  goal?: Goal;
  digits?: number;
}

/** A number with four significant digits; all of them on hover. */
export function Num({ value: given, unit, share = false, delta, goal, digits = 4 }: NumProps) {
  const value = numberOf(given);
  const text = share ? formatShare(value, digits) : formatNumber(value, digits);
  return (
    <span className={styles.num} title={value === null ? "no value" : fullNumber(value)}>
      <data value={fullNumber(value)}>{text}</data>
      {unit && value !== null ? <span className={styles.unit}>{`\u202f${unit}`}</span> : null}
      {delta === undefined ? null : <Delta value={delta} share={share} goal={goal} />}
    </span>
  );
}

export function Delta({ value, share = false, goal }: { value: number | null; share?: boolean; goal?: Goal | undefined }) {
  const tone = toneOf(value, goal);
  const said = { better: "better", worse: "worse", same: "" }[tone];
  const points = share && value !== null ? Number((value * 100).toPrecision(12)) : value; // without the dust of * 100
  return (
    <span className={`${styles.delta} ${styles[tone]}`} title={`${fullNumber(value)}${said ? `, ${said}` : ""}`}>
      {formatDelta(points)}
      {share && value !== null ? "\u202fpp" : ""}
      {said ? <span className="unseen"> {said}</span> : null}
    </span>
  );
}
