import { expect, it } from "vitest";
import { cellsOf, pathsOf, sortedByWorst } from "./cells";

const effects = [[0.1, 0.2], [0.9, null], [0.3, 0.4]];
const cells = cellsOf({ rows: ["a", "b", "c"], columns: ["x", "y"], value: (r, c) => effects[r]?.[c] ?? null, few: (r) => r === 1 });

it("sorts by the worst judged effect: too few rows count for nothing", () => {
  expect(sortedByWorst(cells, 3)).toEqual([2, 0, 1]);
});

it("draws one path a look, not one a cell", () => {
  const looks = pathsOf(cells, 2, 1, (row, column) => ({ x: column * 10, y: row * 10, width: 10, height: 10 })).map(([look]) => look);

  expect(looks).toEqual(["few", "0", "1", "2", "3"]);
});
