import { expect, it } from "vitest";
import { verdictOf } from "./Interval";

it("an interval decides only when all of it lies on one side", () => {
  expect(verdictOf({ low: 0.82, high: 0.9, threshold: 0.8, goal: "up" })).toBe("beyond");
  expect(verdictOf({ low: 0.7, high: 0.79, threshold: 0.8, goal: "up" })).toBe("short");
  expect(verdictOf({ low: 0.7, high: 0.9, threshold: 0.8, goal: "up" })).toBe("undecided");
  expect(verdictOf({ low: 0.7, high: 0.79, threshold: 0.8, goal: "down" })).toBe("beyond");
  expect(verdictOf({ low: 0.7, high: 0.79, threshold: 0.8 })).toBe("none");
});
