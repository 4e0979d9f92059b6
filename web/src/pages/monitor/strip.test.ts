import { expect, it } from "vitest";
import type { Strip, StripCell, StripWindow } from "../../api/operations";
import { moved, snapped, spansIn, spansOf, worstFirst, writeRange } from "./strip";

const DAY = 86_400_000;
const window = (day: number, has_enough_rows = true): StripWindow => ({
  start: new Date(day * DAY).toISOString(), end: new Date((day + 1) * DAY).toISOString(), state: "good", rows: 9, labelled: 9,
  has_enough_rows, live: "v1", reference: null, alarms: 0, latency_p50_ms: 1, latency_p95_ms: 2, latency_p99_ms: 3,
});
const cell = (effect: number, alarm = false): StripCell => ({ kind: "drift", test: "location", effect, p: 0.1, alarm, says: "" });
const strip: Strip = {
  windows: [window(0), window(1), window(2, false)],
  features: [
    { column: "calm", cells: [cell(0.1), cell(0.2), cell(9, true)] },
    { column: "strong", cells: [cell(0.9), null, null] },
    { column: "alarmed", cells: [cell(0.5), cell(0.5, true), null] },
  ],
  performance: [],
  baseline: null,
};
const spans = spansOf(strip.windows);

it("puts features with alarms on top; windows with too few rows count for nothing", () => {
  expect(worstFirst(strip, spans).map(({ column }) => column)).toEqual(["alarmed", "strong", "calm"]);
});

it("sorts by what is in sight", () => {
  expect(worstFirst(strip, spansIn(spans, [0, DAY])).map(({ column }) => column)[0]).toBe("strong");
});

it("moves by as many windows as are shown and stops at the ends", () => {
  expect(moved(spans, [spans[0]!], 1)).toEqual([DAY, 2 * DAY]);
  expect(moved(spans, [spans[2]!], 1)).toEqual([2 * DAY, 3 * DAY]);
  expect(moved(spans, spans.slice(1), -1)).toEqual([0, 2 * DAY]);
});

it("widens a range drawn by hand to whole windows", () => {
  expect(snapped(spans, [0.2 * DAY, 1.7 * DAY])).toEqual([0, 2 * DAY]);
  expect(snapped(spans, [0.6 * DAY, 0.7 * DAY])).toEqual([0.6 * DAY, 0.7 * DAY]);
});

it("writes a range so that people can read it in the address", () => {
  expect(writeRange([0, DAY])).toBe("1970-01-01T00:00Z..1970-01-02T00:00Z");
  expect(writeRange(null)).toBe("");
});
