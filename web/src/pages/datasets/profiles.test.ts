import { expect, test } from "vitest";
import type { ColumnProfile } from "../../api/operations";
import { pairsOf, shiftOf } from "./profiles";

const column = (name: string, low: number, median: number, high: number): ColumnProfile => ({ name, quantiles: { "0.25": low, "0.5": median, "0.75": high } }) as unknown as ColumnProfile;

test("a shift is counted in interquartile ranges of the older side", () => {
  expect(shiftOf({ name: "temp", before: column("temp", 30, 38, 46), after: column("temp", -1, 2, 8) })).toBe(-2.25);
  expect(shiftOf({ name: "flag", before: column("flag", 1, 1, 1), after: column("flag", 1, 2, 3) })).toBeNull();
  expect(shiftOf({ name: "flag", before: column("flag", 1, 1, 1), after: column("flag", 1, 1, 1) })).toBe(0);
});

test("what is on one side only comes first, then what moved most", () => {
  const found = pairsOf([column("a", 0, 1, 2), column("b", 0, 1, 2), column("gone", 0, 1, 2)], [column("a", 0, 1, 2), column("b", 0, 5, 9), column("new", 0, 1, 2)]);
  expect(found.map(({ name }) => name)).toEqual(["new", "gone", "b", "a"]);
});
