import { expect, test } from "vitest";
import type { CheckResult } from "../../api/operations";
import type { Landing } from "./landings";
import { gridOf, markOf, pathsOf } from "./grid";

const result = (name: string, status: CheckResult["status"], severity: CheckResult["severity"] = "error") => ({ name, status, severity }) as CheckResult;
const landing = (...results: CheckResult[]) => ({ report: { results } }) as unknown as Landing;

test("a check that failed comes first; one that is new has no result before", () => {
  const grid = gridOf([landing(result("a", "passed")), landing(result("a", "passed"), result("b", "failed"))]);
  expect(grid.map(({ name, failed, cells }) => [name, failed, cells.map(markOf)])).toEqual([
    ["b", 1, [null, "failed"]],
    ["a", 0, ["passed", "passed"]],
  ]);
});

test("marks are told apart by what follows", () => {
  expect([result("a", "failed", "warn"), result("a", "failed", "critical"), result("a", "not-evaluated"), null].map(markOf)).toEqual(["warned", "failed", "none", null]);
});

test("each kind of mark is one path", () => {
  const grid = gridOf(Array.from({ length: 60 }, () => landing(result("a", "passed"), result("b", "passed"))));
  expect(pathsOf(grid, (row, column) => ({ x: column * 5, y: row * 20, width: 5, height: 20 }))).toHaveLength(1);
});
