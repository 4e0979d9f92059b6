import { indexNear } from "./extent";
import type { Plan } from "./plan";

export interface Reading {
  series: number;
  value: number;
  x: number;
}

/**
 * What stands under the cursor, one reading a visible line: its point nearest in x. A line is not read across a gap,
 * nor beyond its ends by more than `reach`.
 */
export function readingsAt(plan: Plan, at: number, reach: number, isHidden: (series: number) => boolean): Reading[] {
  const readings: Reading[] = [];
  for (const trace of plan.traces) {
    if (trace.role !== "line" || isHidden(trace.series)) continue;
    const index = indexNear(trace.x, at);
    const [value, x] = [trace.y[index], trace.x[index]];
    if (value === null || value === undefined || x === undefined) continue;
    const isEnd = index === 0 || index === trace.x.length - 1;
    if (!isEnd || Math.abs(x - at) <= reach) readings.push({ series: trace.series, value, x });
  }
  return readings;
}

/** The few to write out: the nearest to the pointer, then in the order they stand on the screen, greatest first. */
export function fewOf(readings: readonly Reading[], pointer: number | null, most: number): Reading[] {
  const near = pointer === null || readings.length <= most ? [...readings] : [...readings].sort((a, b) => Math.abs(a.value - pointer) - Math.abs(b.value - pointer));
  return near.slice(0, most).sort((a, b) => b.value - a.value);
}

export interface Words {
  head: string;
  rows: { colour: string; name: string; value: string; isNear: boolean }[];
  rest: number;
}

/** Written straight into the page: a cursor moves more often than React should render. */
export function writeReadout(box: HTMLElement, words: Words | null, left: number, width: number): void {
  box.hidden = words === null;
  if (!words) return;
  const head = document.createElement("b");
  head.textContent = words.head;
  const rows = words.rows.map((row) => {
    const line = document.createElement("span");
    const swatch = document.createElement("i");
    swatch.style.background = row.colour;
    const name = document.createElement("bdi");
    name.textContent = row.name;
    const value = document.createElement("var");
    value.textContent = row.value;
    line.append(swatch, name, value);
    if (row.isNear) line.dataset["near"] = "";
    return line;
  });
  const rest = document.createElement("small");
  rest.textContent = words.rest > 0 ? `and ${words.rest} more` : "";
  box.replaceChildren(head, ...rows, rest);
  box.style.transform = left > width / 2 ? `translateX(calc(${Math.round(left) - 12}px - 100%))` : `translateX(${Math.round(left) + 12}px)`;
}
