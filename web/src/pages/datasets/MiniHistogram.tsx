import styles from "./MiniHistogram.module.css";

const WIDTH = 120;
const HEIGHT = 22;

interface MiniHistogramProps {
  counts: readonly number[];
  /** What it is of, for screen readers. */
  title: string;
}

/** The shape of a column the size of a word; nothing where there is no shape to show. */
export function MiniHistogram({ counts, title }: MiniHistogramProps) {
  if (counts.length === 0) return <span className="quiet">–</span>;
  const most = Math.max(1, ...counts);
  const wide = WIDTH / counts.length;
  const path = counts
    .map((count, i) => {
      const tall = count === 0 ? 0 : Math.max(1, (count / most) * HEIGHT);
      return tall ? `M${i * wide} ${HEIGHT}v${-tall}h${wide - 1}v${tall}z` : "";
    })
    .join("");
  return (
    <svg width={WIDTH} height={HEIGHT} role="img" aria-label={title}>
      <path className={styles.bars} d={path} />
    </svg>
  );
}
