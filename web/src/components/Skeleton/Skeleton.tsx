import styles from "./Skeleton.module.css";

export interface SkeletonProps {
  /** Lines of text to stand in for. */
  lines?: number;
  /** One block of this height instead, for a chart. */
  height?: number;
  label?: string;
}

const WIDTHS = [92, 74, 83, 61, 88, 70];

/** Holds the place of what is coming; invisible for the first 150 ms, so a quick answer does not flicker. */
export function Skeleton({ lines = 3, height, label = "Loading" }: SkeletonProps) {
  return (
    <div className={styles.skeleton} role="status" aria-label={label}>
      {height ? (
        <div className={styles.bar} style={{ height }} />
      ) : (
        Array.from({ length: lines }, (_, at) => <div key={`line ${at}`} className={styles.bar} style={{ width: `${WIDTHS[at % WIDTHS.length]}%` }} />)
      )}
    </div>
  );
}
