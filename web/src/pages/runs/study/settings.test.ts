import { expect, test } from "vitest";
import type { Trial } from "../../../api/operations";
import { progressOf, rangeText } from "./settings";

const trial = (number: number, value: number | null, state: Trial["state"] = "complete"): Trial => ({ study: "s", number, state, params: {}, value, values: [], run: null, error: "", started_at: "2013-01-01T00:00:00Z", ended_at: null });

test("the best so far follows the direction, and failed trials are gaps", () => {
  const trials = [trial(1, 3), trial(0, 5), trial(2, null, "failed"), trial(3, 1), trial(4, 0.5, "pruned")];
  expect(progressOf(trials, "minimize")).toEqual({ number: [0, 1, 2, 3, 4], value: [5, 3, null, 1, null], best: [5, 3, 3, 1, 1] });
  expect(progressOf(trials, "maximize").best).toEqual([5, 5, 5, 5, 5]);
});

test("a space in words", () => {
  expect(rangeText({ type: "float", low: 0.001, high: 1, log: true, step: null })).toBe("0.001 to 1, on a log scale");
  expect(rangeText({ type: "choice", options: ["adam", "sgd"] })).toBe("one of adam, sgd");
});
