import { expect, it } from "vitest";
import type { Strip, StripCell, StripWindow } from "../../api/operations";
import { shifted, spansIn, spansOf, worstFirst, writeRange } from "./strip";

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

it("moves a range by its width and stops at the ends", () => {
  expect(shifted([0, 10], 1, [0, 100])).toEqual([10, 20]);
  expect(shifted([90, 100], 1, [0, 100])).toEqual([90, 100]);
  expect(shifted([5, 15], -1, [0, 100])).toEqual([0, 10]);
});

it("writes a range so that people can read it in the address", () => {
  expect(writeRange([0, DAY])).toBe("1970-01-01T00:00Z..1970-01-02T00:00Z");
  expect(writeRange(null)).toBe("");
});
