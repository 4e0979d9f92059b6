import { expect, test } from "vitest";
import { arrange, moved, widthsOf } from "./arrange";
import type { Column } from "./types";

const columns: Column<object>[] = ["name", "a", "b", "c"].map((id) => ({ id, header: id, value: () => null, width: 100 }));
const ids = (shown: Column<object>[]) => shown.map((column) => column.id);

test("a layout orders and hides", () => {
  expect(ids(arrange(columns, {}))).toEqual(["name", "a", "b", "c"]);
  expect(ids(arrange(columns, { order: ["name", "c", "b", "a"], hidden: ["b"] }))).toEqual(["name", "c", "a"]);
});

test("a column newer than the layout stays beside its neighbour", () =>
  expect(ids(arrange(columns, { order: ["name", "c", "a"] }))).toEqual(["name", "c", "a", "b"]));

test("a column hidden from the start shows when the layout says nothing is hidden", () => {
  const some = [...columns, { id: "x", header: "x", value: () => null, isHidden: true }];
  expect(ids(arrange(some, {}))).not.toContain("x");
  expect(ids(arrange(some, { hidden: [] }))).toContain("x");
});

test("space that is left goes to text, never to numbers or to what somebody sized", () => {
  const some = columns.map((column): Column<object> => Object.assign({}, column, column.id === "a" ? { align: "end" } : {}));
  expect(widthsOf(some, { widths: { b: 60 } }, 460)).toEqual([150, 100, 60, 150]);
  expect(widthsOf(some, {}, 200)).toEqual([100, 100, 100, 100]);
  expect(widthsOf(some, {}, 5000)).toEqual([200, 100, 200, 200]);
});

test("a column is put in front of another", () => {
  expect(moved(["a", "b", "c"], "c", "a")).toEqual(["c", "a", "b"]);
  expect(moved(["a", "b", "c"], "a", null)).toEqual(["b", "c", "a"]);
  expect(moved(["a", "b", "c"], "b", "b")).toEqual(["a", "b", "c"]);
});
