import { useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from "react";
import { fitted, short } from "../chart/number";
import { spanOf, type Brushes, type LaidAxis } from "./axes";
import styles from "./ParallelCoordinates.module.css";

type Brush = Brushes[string];

interface BrushAxisProps {
  axis: LaidAxis;
  x: number;
  top: number;
  bottom: number;
  room: number;
  brush: Brush | undefined;
  kept: string;
  onBrush: (brush: Brush | null) => void;
}

function words(brush: Brush | undefined): string {
  if (!brush) return "all values";
  return typeof brush[0] === "number" ? `${short(brush[0])} to ${short(Number(brush[1]))}` : brush.join(", ");
}

/** One axis: drag to keep a range, click to keep all again; by keyboard arrows move the range, Shift widens it. */
export function BrushAxis({ axis, x, top, bottom, room, brush, kept, onBrush }: BrushAxisProps): ReactNode {
  const from = useRef<number | null>(null);
  const span = brush ? spanOf(axis, brush, top, bottom) : null;
  const localY = (event: PointerEvent<SVGGElement>): number => {
    const frame = event.currentTarget.ownerSVGElement?.getBoundingClientRect();
    return Math.min(bottom, Math.max(top, event.clientY - (frame?.top ?? 0)));
  };
  const down = (event: PointerEvent<SVGGElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    from.current = localY(event);
  };
  const move = (event: PointerEvent<SVGGElement>): void => {
    const y = localY(event);
    if (from.current !== null && Math.abs(y - from.current) > 4) onBrush(axis.brushOf(from.current, y));
  };
  const up = (event: PointerEvent<SVGGElement>): void => {
    if (from.current !== null && Math.abs(localY(event) - from.current) <= 4) onBrush(null);
    from.current = null;
  };
  const key = (event: KeyboardEvent): void => {
    const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    const step = (bottom - top) / 20;
    const [upper, lower] = span ?? [top, bottom];
    if (event.key === "Escape") onBrush(null);
    else if (!by) return;
    else if (!span) onBrush(axis.brushOf(by < 0 ? top : (top + bottom) / 2, by < 0 ? (top + bottom) / 2 : bottom));
    else if (event.shiftKey) onBrush(axis.brushOf(Math.max(top, upper + by * step), lower));
    else onBrush(axis.brushOf(clamp(upper + by * step, top, bottom), clamp(lower + by * step, top, bottom)));
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <g
      className={styles.axis} tabIndex={0} role="slider" aria-orientation="vertical" aria-label={axis.label}
      aria-valuemin={0} aria-valuemax={100} aria-valuenow={span ? Math.round(((bottom - span[0]) / (bottom - top)) * 100) : 100}
      aria-valuetext={`${words(brush)}, ${kept}`} onPointerDown={down} onPointerMove={move} onPointerUp={up} onKeyDown={key}
    >
      <title>{`${axis.label}: drag to keep a range, click to keep all`}</title>
      <rect className={styles.grip} x={x - 12} width={24} y={top - 4} height={bottom - top + 8} />
      <line className={styles.spine} x1={x} x2={x} y1={top} y2={bottom} />
      {span && <rect className={styles.brush} x={x - 6} width={12} y={span[0]} height={Math.max(2, span[1] - span[0])} />}
      {axis.ticks.map((tick) => (
        <text key={`${tick.at} ${tick.text}`} className={styles.tick} x={x - 8} y={tick.at} dy="0.32em" textAnchor="end">
          {fitted(tick.text, Math.max(40, room / 2))}
        </text>
      ))}
      <text className={styles.label} x={x} y={top - 12} textAnchor="middle">
        {fitted(`${axis.goal === "up" ? "↑ " : axis.goal === "down" ? "↓ " : ""}${axis.label}${axis.unit ? ` (${axis.unit})` : ""}`, room)}
      </text>
    </g>
  );
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
