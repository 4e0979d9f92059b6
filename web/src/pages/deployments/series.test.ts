import { expect, test } from "vitest";
import type { Policy, Traffic, TrafficSeries } from "../../api/operations";
import { linesOf, marksOf, meanScoreOf, middleOf, rateOf } from "./series";

const series = (more: Partial<TrafficSeries>): TrafficSeries => ({
  variant: "v1", model: "model:late@1", is_shadow: false, requests: [0, 10, 0, 30, 0], without_score: [0, 0, 0, 10, 0],
  p50_ms: [null, 1, null, 3, null], p95_ms: [null, 2, null, 4, null], p99_ms: [null, 2, null, 4, null], mean_score: [null, 0.1, null, 0.4, null], ...more,
});
const traffic = (...all: TrafficSeries[]): Traffic => ({
  start: "2013-02-01T00:00:00Z", end: "2013-02-01T05:00:00Z", bucket_s: 3600,
  at: [0, 1, 2, 3, 4].map((hour) => `2013-02-01T0${hour}:00:00Z`), series: all,
});

test("a pause inside a variant's life is zero requests, before and after it there is no line", () => {
  expect(linesOf(traffic(series({})), "requests", false)[0]!.y).toEqual([null, 10, 0, 30, null]);
});

test("shadows are drawn when asked for, and never counted as requests", () => {
  const both = traffic(series({}), series({ variant: "control", is_shadow: true }));
  expect(linesOf(both, "requests", false)).toHaveLength(1);
  expect(linesOf(both, "requests", true).map(({ name }) => name)).toEqual(["v1", "control (shadow)"]);
  expect(rateOf(both)).toBeCloseTo(40 / (3 * 3600));
});

test("the mean score weighs buckets by the answers that had a score", () => {
  expect(meanScoreOf(series({}))).toBeCloseTo((0.1 * 10 + 0.4 * 20) / 30);
  expect(meanScoreOf(series({ mean_score: [null, null, null, null, null] }))).toBeNull();
});

test("the middle of values leaves gaps out", () => {
  expect(middleOf([null, 5, 1, null, 3])).toBe(3);
  expect(middleOf([null])).toBeNull();
});

test("two changes at one moment are one mark, and those outside the range none", () => {
  const policy = (gen: number, created_at: string, restores: number | null = null) =>
    ({ gen, created_at, restores, kind: "single", arms: [{ name: `v${gen}`, weight_ppm: 1_000_000 }] }) as unknown as Policy;
  const marks = marksOf([policy(3, "2013-02-01T02:00:00Z"), policy(2, "2013-02-01T02:00:00Z", 1), policy(1, "2013-01-01T00:00:00Z")], traffic(series({})));
  expect(marks.map(({ label, kind }) => [label, kind])).toEqual([["v3 100\u202f%", "promotion"]]);
});
