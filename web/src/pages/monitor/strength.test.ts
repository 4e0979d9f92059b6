import { expect, it } from "vitest";
import { effectText, pText, strengthOf } from "./strength";

it("holds effects of different units against what is large in each", () => {
  expect(strengthOf({ test: "location", effect: -0.5 })).toBe(0.5);
  expect(strengthOf({ test: "missing", effect: 0.05 })).toBe(0.5);
  expect(strengthOf({ test: "location", effect: 8 })).toBe(1);
  expect(strengthOf({ test: "shape", effect: null })).toBe(0);
});

it("writes an effect in the unit of its test", () => {
  expect(effectText("location", -8.25)).toBe("middle −8.25 sd");
  expect(effectText("scale", Math.log(2))).toBe("spread × 2.00");
  expect(effectText("missing", 0.9759)).toBe("missing +97.6 pp");
});

it("never writes a p-value as zero", () => {
  expect(pText(0)).toBe("< 1e−300");
  expect(pText(0.00003)).toBe("3e−5");
  expect(pText(0.0312)).toBe("0.031");
});
