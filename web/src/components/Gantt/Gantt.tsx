import { scaleTime } from "d3-scale";
import { useId, type ReactNode } from "react";
import { formatDuration } from "../../format/time";
import { BottomAxis } from "../chart/Axis";
import type { Box } from "../chart/box";
import { fitted } from "../chart/number";
import { SvgPlot, type Drawing } from "../chart/SvgPlot";
import type { ChartTable } from "../chart/table";
import { timeTicks } from "../chart/time";

import { ChartFrame } from "../ChartFrame";
import type { State } from "../Status";
import { useZone } from "../Time";
import styles from "./Gantt.module.css";

export interface GanttBar {
  id: string;
  name: string;
  /** Milliseconds; null while it has not begun (then only the wait is drawn). */
  from: number | null;
  /** Null while it runs: the bar then ends at `now`. */
  to: number | null;
  /** When it could have begun: the wait until `from` is hatched. */
  waitingFrom?: number | undefined;
  state: State;
  /** The state in a word, such as "failed" or "from cache". */
  word: string;
  /** Moments of retries, as notches. */
  retries?: readonly number[] | undefined;
  isCritical?: boolean | undefined;
}

export interface GanttProps {
  title: string;
  bars: readonly GanttBar[];
  now: number;
  onPick?: ((id: string) => void) | undefined;
  note?: string | undefined;
  isTitleHidden?: boolean | undefined;
}

const ROW = 24;

/** Steps over time: waiting hatched, retries as notches, the critical path with a heavy edge. */
export function Gantt(props: GanttProps): ReactNode {
  const { title, bars, now, onPick } = props;
  const zone = useZone();
  const starts = bars.flatMap((bar) => [bar.waitingFrom, bar.from].filter((at): at is number => at !== null && at !== undefined));
  const first = starts.length ? Math.min(...starts) : now - 1000;
  const last = Math.max(first + 1, ...bars.map((bar) => (bar.from === null ? now : (bar.to ?? now))));
  const left = Math.min(220, Math.max(70, ...bars.map((bar) => 16 + 6.3 * bar.name.length)));

  const hatch = useId();

  const draw = (box: Box): Drawing => {
    const x = scaleTime([first, last], [box.left, box.right - 64]);
    const ticks = x.ticks(Math.max(2, Math.floor((box.right - box.left) / 110))).map(Number);
    const step = (ticks[1] ?? last) - (ticks[0] ?? first);
    const texts = timeTicks(ticks, step, zone === "utc", false);
    return {
      perRow: 1,
      data: bars.map((bar, i) => ({
        x: x(bar.to ?? now), y: box.top + i * ROW + ROW / 2, says: says(bar, now),
        cell: { x: 1, y: box.top + i * ROW + 1, width: box.width - 2, height: ROW - 2 },
      })),
      picture: (
        <>
          <defs>
            <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <line x1="0" y1="0" x2="0" y2="5" className={styles.hatch} />
            </pattern>
          </defs>
          <BottomAxis box={box} ticks={ticks.map((at, i) => ({ at: x(at), text: texts[i] ?? "" }))} hasGrid />
          {bars.map((bar, i) => {
            const y = box.top + i * ROW;
            const from = bar.from ?? now;
            const to = bar.from === null ? now : (bar.to ?? now);
            return (
              <g key={bar.id}>
                <text className={styles.name} x={left - 8} y={y + ROW / 2} dy="0.32em" textAnchor="end">
                  <title>{bar.name}</title>
                  {fitted(bar.name, left - 12)}
                </text>
                {bar.waitingFrom !== undefined && bar.waitingFrom < from && (
                  <rect className={styles.wait} x={x(bar.waitingFrom)} width={Math.max(0, x(from) - x(bar.waitingFrom))} y={y + 7} height={ROW - 14} fill={`url(#${hatch})`} />
                )}
                {bar.from !== null && <rect className={`${styles.bar} ${styles[bar.state]} ${bar.isCritical ? styles.critical : ""}`} x={x(from)} width={Math.max(2, x(to) - x(from))} y={y + 5} height={ROW - 10} />}
                {bar.retries?.map((at) => <path key={at} className={styles.retry} d={`M${x(at) - 4} ${y + 3}h8l-4 6z`} />)}
                <text className={styles.word} x={x(to) + 6} y={y + ROW / 2} dy="0.32em">
                  {bar.state === "bad" || bar.from === null ? bar.word : formatDuration((to - from) / 1000)}
                </text>
              </g>
            );
          })}
        </>
      ),
    };
  };
  const table = (): ChartTable => ({
    columns: ["step", "state", "waiting since", "from", "to", "seconds", "retries", "critical path"],
    times: [2, 3, 4],
    rows: bars.map((bar) => [
      bar.name, bar.word, bar.waitingFrom ?? null, bar.from, bar.to, bar.from === null ? null : ((bar.to ?? now) - bar.from) / 1000,
      bar.retries?.length ?? 0, bar.isCritical ? "yes" : "",
    ]),
  });
  return (
    <ChartFrame title={title} note={props.note} table={table} isTitleHidden={props.isTitleHidden}>
      <SvgPlot label={title} height={bars.length * ROW + 28} margin={{ left, right: 4, top: 4, bottom: 22 }} near="y" draw={draw} onPick={onPick && ((i) => onPick(bars[i]?.id ?? ""))} />
    </ChartFrame>
  );
}

function says(bar: GanttBar, now: number): string {
  const waited = bar.waitingFrom === undefined ? 0 : (bar.from ?? now) - bar.waitingFrom;
  const parts = [
    bar.from === null ? "" : `ran ${formatDuration(((bar.to ?? now) - bar.from) / 1000)}`,
    waited > 0 ? `waited ${formatDuration(waited / 1000)}` : "",
    bar.retries?.length ? `${bar.retries.length} ${bar.retries.length === 1 ? "retry" : "retries"}` : "",
    bar.isCritical ? "on the critical path" : "",
  ];
  return `${bar.name}: ${bar.word}\n${parts.filter(Boolean).join(", ")}`;
}
