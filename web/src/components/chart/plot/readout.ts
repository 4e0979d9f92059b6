import type { Plan, Trace } from "./plan";

export interface Reading {
  series: number;
  value: number;
  x: number;
  index: number;
}

/** How many x a line may be away from the cursor and still be read there. */
const REACH = 400;

/** The point of one line nearest to the cursor in x; null across a gap. */
function readingOf(plan: Plan, trace: Trace, index: number): Reading | null {
  const own = trace.values[index];
  if (own === null) return null;
  if (own !== undefined) return { series: trace.series, value: own, x: plan.xs[index] ?? 0, index };
  let [left, right] = [index - 1, index + 1];
  for (let i = 0; i < REACH && (left >= 0 || right < plan.xs.length); i += 1, left -= 1, right += 1) {
    const at = trace.values[left] !== undefined ? left : trace.values[right] !== undefined ? right : -1;
    if (at < 0) continue;
    const value = trace.values[at];
    return value === null || value === undefined ? null : { series: trace.series, value, x: plan.xs[at] ?? 0, index: at };
  }
  return null;
}

/** What stands under the cursor, one reading a visible line. */
export function readingsAt(plan: Plan, index: number, isHidden: (series: number) => boolean): Reading[] {
  const readings: Reading[] = [];
  for (const trace of plan.traces) {
    if (trace.role !== "line" || isHidden(trace.series)) continue;
    const reading = readingOf(plan, trace, index);
    if (reading) readings.push(reading);
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
