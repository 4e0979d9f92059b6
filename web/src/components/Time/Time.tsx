import { absoluteTime, type Instant, instantOf, relativeTime } from "../../format/time";
import { MISSING } from "../../format/number";
import { useNow, useZone } from "./clock";
import styles from "./Time.module.css";

export interface TimeProps {
  at: Instant;
  /** Show the absolute time and keep the relative one for hovering. */
  isAbsolute?: boolean;
}

/** When: relative for reading, absolute with its zone on hover. It keeps up with the clock by itself. */
export function Time({ at, isAbsolute = false }: TimeProps) {
  const now = useNow();
  const zone = useZone();
  const instant = instantOf(at);
  if (instant === null) return <span className={styles.time}>{MISSING}</span>;
  const relative = relativeTime(instant, now);
  const absolute = absoluteTime(instant, zone);
  return (
    <time className={styles.time} dateTime={new Date(instant).toISOString()} title={isAbsolute ? relative : absolute}>
      {isAbsolute ? absolute : relative}
    </time>
  );
}
