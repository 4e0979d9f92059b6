import type { ReactNode } from "react";
import { grouped } from "../number";
import type { Look } from "./look";
import styles from "./plot.module.css";

interface LegendProps {
  looks: readonly Look[];
  hidden: ReadonlySet<number>;
  onToggle: (series: number) => void;
  /** What a shaded band and a faint line mean, when there are some. */
  hints: readonly string[];
}

const MOST = 12;

/** Names with the stroke they are drawn in; a click hides a line. With more than twelve the cursor names the rest. */
export function Legend({ looks, hidden, onToggle, hints }: LegendProps): ReactNode {
  if (looks.length < 2 && hints.length === 0) return null;
  return (
    <ul className={styles.legend}>
      {looks.slice(0, MOST).map((look, i) => (
        <li key={`${i} ${look.name}`}>
          <button type="button" className={styles.entry} aria-pressed={!hidden.has(i)} title={`${look.name}: ${hidden.has(i) ? "show" : "hide"}`} onClick={() => onToggle(i)}>
            <svg width="16" height="8" aria-hidden="true">
              <line x1="0" x2="16" y1="4" y2="4" style={{ stroke: look.colour }} strokeWidth="2" strokeDasharray={look.dashed ? "4 3" : undefined} />
            </svg>
            <bdi>{look.name}</bdi>
          </button>
        </li>
      ))}
      {looks.length > MOST && <li className={styles.hint}>and {grouped(looks.length - MOST)} more, named by the cursor</li>}
      {hints.map((hint) => <li key={hint} className={styles.hint}>{hint}</li>)}
    </ul>
  );
}
