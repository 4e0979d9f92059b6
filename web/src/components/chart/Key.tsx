import type { ReactNode } from "react";
import styles from "./Key.module.css";

export interface KeyItem {
  name: string;
  colour: string;
  shape: "line" | "dashed" | "box" | "hatch" | "dot";
}

function Swatch({ colour, shape }: { colour: string; shape: KeyItem["shape"] }): ReactNode {
  return (
    <svg width="16" height="10" viewBox="0 0 16 10" aria-hidden="true" className={styles.swatch}>
      {(shape === "line" || shape === "dashed") && <line x1="0" x2="16" y1="5" y2="5" stroke={colour} strokeWidth="2" strokeDasharray={shape === "dashed" ? "4 3" : undefined} />}
      {shape === "dot" && <circle cx="8" cy="5" r="4" fill={colour} />}
      {shape === "box" && <rect x="2" width="12" height="10" style={{ fill: colour }} />}
      {shape === "hatch" && (
        <>
          <rect x="2.5" y="0.5" width="11" height="9" fill="none" stroke={colour} />
          <path d="M3 9 L11 1 M7 9 L13 3" stroke={colour} fill="none" />
        </>
      )}
    </svg>
  );
}

/** What the marks of a chart mean: the same swatch as in the picture, then the word. */
export function Key({ items }: { items: readonly KeyItem[] }): ReactNode {
  return (
    <ul className={styles.key}>
      {items.map((item) => (
        <li key={item.name} className={styles.item}>
          <Swatch colour={item.colour} shape={item.shape} />
          <span className={styles.name} title={item.name}>{item.name}</span>
        </li>
      ))}
    </ul>
  );
}
