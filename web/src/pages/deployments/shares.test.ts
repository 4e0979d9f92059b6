import { expect, test } from "vitest";
import type { Policy } from "../../api/operations";
import { freeName, MILLION, rateText, rollbackTarget, specsOf, withShare, without, type DraftArm } from "./shares";

const arm = (name: string, ppm: number): DraftArm => ({ name, model: `model:late@${name.slice(1)}`, ppm });
const total = (arms: readonly DraftArm[]) => arms.reduce((sum, { ppm }) => sum + ppm, 0);
const policy = (gen: number, restores: number | null = null) => ({ gen, restores }) as Policy;

test("shares always add up to all of the traffic, whatever is asked for", () => {
  const arms = [arm("v1", 900_000), arm("v2", 100_000), arm("v3", 0)];
  for (const ppm of [-5, 0, 333_333.3, 950_000, 2 * MILLION]) {
    for (const at of [0, 1, 2]) expect(total(withShare(arms, at, ppm))).toBe(MILLION);
  }
  expect(withShare(arms, 1, 250_000).map(({ ppm }) => ppm)).toEqual([750_000, 250_000, 0]);
});

test("what an arm had goes to the largest of the rest, and arms without traffic are left out", () => {
  expect(without([arm("v1", 600_000), arm("v2", 400_000)], 0)).toEqual([arm("v2", MILLION)]);
  expect(specsOf([arm("v1", MILLION), arm("v2", 0)])).toEqual([{ name: "v1", model: "model:late@1", weight_ppm: MILLION }]);
});

test("an added version takes a name that is free", () => {
  expect(freeName("model:late@2", ["v1"])).toBe("v2");
  expect(freeName("model:late@2", ["v2", "v2-2"])).toBe("v2-3");
});

test("a rate is told in a unit that people can picture", () => {
  expect(rateText(12.34)).toBe("12.3 requests/s");
  expect(rateText(0.05)).toBe("3 requests/min");
  expect(rateText(0.0001)).toBe("8.64 requests/day");
  expect(rateText(0)).toBe("no requests");
});

test("a roll back goes one step back, and further when the last change was a roll back itself", () => {
  expect(rollbackTarget([policy(3), policy(2), policy(1)])?.gen).toBe(2);
  expect(rollbackTarget([policy(4, 2), policy(3), policy(2), policy(1)])?.gen).toBe(1);
  expect(rollbackTarget([policy(1)])).toBeNull();
});
