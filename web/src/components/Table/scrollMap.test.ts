import { expect, test } from "vitest";
import { MOST_ROWS, offsetAt, scrollTopOf } from "./scrollMap";

test("below the cap a row is where it is", () => {
  expect(offsetAt(1e6, MOST_ROWS, 32, 800)).toBe(0);
  expect(scrollTopOf(1000, 100_000, 32, 800)).toBe(32_000);
});

test("above it the last row is at the very end, and every row can be reached", () => {
  const count = 3_000_000;
  const most = MOST_ROWS * 32 - 800;
  expect(offsetAt(most, count, 32, 800) + MOST_ROWS).toBe(count);
  for (const index of [0, 12_345, 1_500_000, 2_999_900]) {
    const top = scrollTopOf(index, count, 32, 800);
    expect(Math.abs(offsetAt(top, count, 32, 800) + top / 32 - index)).toBeLessThan(1);
  }
});
