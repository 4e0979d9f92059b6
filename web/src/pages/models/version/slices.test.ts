import { expect, test } from "vitest";
import type { Measured } from "../../../api/operations";
import { slicePairs } from "./slices";

const at = (level: string, value: number | null, half = 0.01, n = 500, metric = "roc_auc"): Measured => ({
  metric, value, lo: value === null ? null : value - half, hi: value === null ? null : value + half, n, slice: "origin", level,
});

test("what got worse beyond noise comes before what may have, and before what got better", () => {
  const pairs = slicePairs([at("EWR", 0.7), at("JFK", 0.7), at("LGA", 0.7)], [at("EWR", 0.8), at("JFK", 0.6), at("LGA", 0.695)]);
  expect(pairs.map(({ level, change }) => [level, change])).toEqual([["JFK", "worse, beyond noise"], ["LGA", "worse, within noise"], ["EWR", "better, beyond noise"]]);
});

test("an error that grows is worse although the number is larger", () => {
  const [pair] = slicePairs([at("EWR", 0.1, 0.01, 500, "brier")], [at("EWR", 0.2, 0.01, 500, "brier")]);
  expect(pair!.change).toBe("worse, beyond noise");
  expect(pair!.gain).toBeCloseTo(-0.1);
});

test("few rows and missing values are no verdict, and a slice of one side only is kept", () => {
  const pairs = slicePairs([at("AS", 0.9, 0.01, 10), at("HA", null)], [at("AS", 0.1, 0.01, 10), at("HA", 0.5), at("YV", 0.6)]);
  expect(pairs.map(({ change }) => change)).toEqual(["unknown", "unknown", "unknown"]);
  expect(pairs.find(({ level }) => level === "YV")!.before).toBeUndefined();
});
