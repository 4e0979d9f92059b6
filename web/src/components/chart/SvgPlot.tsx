import { useMemo, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from "react";
import { boxOf, type Box, type Margin } from "./box";
import { say } from "./say";
import { useWidth } from "./useWidth";
import styles from "./svg.module.css";

/** One thing a person can point at or walk to: where its cursor stands and what it says. */
export interface Datum {
  x: number;
  y: number;
  says: string;
  /** The cursor is a frame round this cell; without it, a ring at the point. */
  cell?: { x: number; y: number; width: number; height: number };
  /** The cursor is a line through the whole height as well. */
  hasLine?: boolean;
}

export interface Drawing {
  picture: ReactNode;
  data: Datum[];
  /** Data per row of a grid: then up and down move by a row. Without it up and down do nothing. */
  perRow?: number;
}

interface SvgPlotProps {
  label: string;
  height: number;
  margin: Margin;
  draw: (box: Box) => Drawing;
  /** What nearness means for the pointer: both axes, or only one. */
  near?: "xy" | "x" | "y";
  onPick?: ((index: number) => void) | undefined;
}

const STEP_KEYS: Record<string, (perRow: number) => number> = {
  ArrowRight: () => 1,
  ArrowLeft: () => -1,
  ArrowDown: (perRow) => perRow,
  ArrowUp: (perRow) => -perRow,
};

function nearest(data: Datum[], x: number, y: number, near: "xy" | "x" | "y"): number | null {
  let best: number | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const [i, datum] of data.entries()) {
    const dx = near === "y" ? 0 : datum.x - x;
    const dy = near === "x" ? 0 : datum.y - y;
    const distance = dx * dx + dy * dy;
    if (distance < least) [least, best] = [distance, i];
  }
  return best;
}

/** The frame of our own SVG charts: measures itself, finds the datum under the pointer, walks by arrow keys, speaks. */
export function SvgPlot({ label, height, margin, draw, near = "xy", onPick }: SvgPlotProps): ReactNode {
  const [ref, measured] = useWidth<HTMLDivElement>();
  const [active, setActive] = useState<number | null>(null);
  const width = measured || 640;
  const { left, right, top, bottom } = margin;
  const box = useMemo(() => boxOf(width, height, { left, right, top, bottom }), [width, height, left, right, top, bottom]);
  // Moving the pointer renders only this frame: `draw` is the same until the chart itself is rendered anew.
  const { picture, data, perRow } = useMemo(() => draw(box), [draw, box]);
  const at = active === null ? undefined : data[active];

  const walk = (event: KeyboardEvent): void => {
    if (event.key === "Escape" && active !== null) {
      setActive(null);
    } else if ((event.key === "Enter" || event.key === " ") && active !== null && onPick) {
      onPick(active);
    } else {
      const next = step(event, active, data.length, perRow);
      if (next === null) return;
      setActive(next);
      say(data[next]?.says ?? "");
    }
    event.preventDefault();
    event.stopPropagation();
  };

  const point = (event: PointerEvent): void => {
    const frame = event.currentTarget.getBoundingClientRect();
    setActive(nearest(data, event.clientX - frame.left, event.clientY - frame.top, near));
  };

  return (
    <div
      ref={ref}
      className={`${styles.plot} ${onPick ? styles.picks : ""}`}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- arrow keys walk the data
      tabIndex={0}
      role="group"
      aria-roledescription="chart"
      aria-label={`${label}. ${data.length} values; arrow keys walk them${onPick ? ", Enter opens one" : ""}.`}
      onKeyDown={walk}
      onPointerMove={point}
      onPointerLeave={() => setActive(null)}
      onBlur={() => setActive(null)}
      onClick={() => active !== null && onPick?.(active)}
    >
      <svg className={styles.svg} width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label} data-picture="">
        {measured > 0 && picture}
        {at && (
          <g data-cursor="">
            {at.hasLine && <line className={styles.cursorLine} x1={at.x} x2={at.x} y1={box.top} y2={box.bottom} />}
            {at.cell ? <rect className={styles.cursorCell} {...at.cell} /> : <circle className={styles.cursorPoint} cx={at.x} cy={at.y} r={4} />}
          </g>
        )}
      </svg>
      {at && <Tip datum={at} box={box} />}
    </div>
  );
}

function step(event: KeyboardEvent, active: number | null, count: number, perRow?: number): number | null {
  if (count === 0) return null;
  if (event.key === "Home") return 0;
  if (event.key === "End") return count - 1;
  const isVertical = event.key === "ArrowUp" || event.key === "ArrowDown";
  const by = STEP_KEYS[event.key];
  if (!by || (isVertical && perRow === undefined)) return null;
  if (active === null) return 0;
  const next = active + by(perRow ?? 1) * (event.shiftKey && !isVertical ? 10 : 1);
  if (isVertical && (next < 0 || next >= count)) return active;
  return Math.min(count - 1, Math.max(0, next));
}

/** Beside the cursor, on the side with more room, so that it never hides what it speaks of. */
function Tip({ datum, box }: { datum: Datum; box: Box }): ReactNode {
  const isRight = datum.x > box.width / 2;
  const isLow = datum.y > box.height / 2;
  const x = isRight ? `calc(${datum.x - 10}px - 100%)` : `${datum.x + 10}px`;
  const y = isLow ? `calc(${datum.y - 10}px - 100%)` : `${datum.y + 10}px`;
  return (
    <div className={styles.tip} style={{ transform: `translate(${x}, ${y})` }} aria-hidden="true">
      {datum.says}
    </div>
  );
}
