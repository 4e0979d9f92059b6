import { expect, test } from "vitest";
import { nextSort, sortRows } from "./order";
import type { CellValue, Column } from "./types";

type Row = Record<string, CellValue>;
const columns: Column<Row>[] = ["a", "b"].map((id) => ({ id, header: id, value: (row) => row[id] }));
const up = { id: "a", isDescending: false };
const down = { id: "a", isDescending: true };
const values = (rows: Row[]) => rows.map((row) => row["a"]);

test("missing values and NaN come last either way", () => {
  const rows = [{ a: null }, { a: 2 }, { a: Number.NaN }, { a: 1 }, {}];
  expect(values(sortRows(rows, columns, [up])).slice(0, 2)).toEqual([1, 2]);
  expect(values(sortRows(rows, columns, [down])).slice(0, 2)).toEqual([2, 1]);
});

test("numbers inside names count as numbers", () =>
  expect(values(sortRows([{ a: "run-10" }, { a: "Run-9" }], columns, [up]))).toEqual(["Run-9", "run-10"]));

test("infinities have their place", () =>
  expect(values(sortRows([{ a: Infinity }, { a: 0 }, { a: -Infinity }, { a: Infinity }], columns, [up]))).toEqual([-Infinity, 0, Infinity, Infinity]));

test("the second column decides ties of the first, and ties keep their order", () => {
  const rows = [{ a: 1, b: 2, n: 0 }, { a: 1, b: 1, n: 1 }, { a: 0, b: 9, n: 2 }, { a: 1, b: 1, n: 3 }];
  const sorted = sortRows(rows, columns, [up, { id: "b", isDescending: false }]);
  expect(sorted.map((row) => row["n"])).toEqual([2, 1, 3, 0]);
});

test("a click goes up, down, away; Shift keeps the other columns", () => {
  expect(nextSort([], "a", false)).toEqual([up]);
  expect(nextSort([up], "a", false)).toEqual([down]);
  expect(nextSort([down], "a", false)).toEqual([]);
  expect(nextSort([down], "b", true)).toEqual([down, { id: "b", isDescending: false }]);
  expect(nextSort([up, { id: "b", isDescending: false }], "a", true)).toEqual([down, { id: "b", isDescending: false }]);
  expect(nextSort([], "a", false, true)).toEqual([down]);
});
