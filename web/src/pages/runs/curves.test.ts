import { expect, test } from "vitest";
import { bucketsFor, findingOf, pointsOf } from "./curves";

const curve = (run: string, y: number[], odd: { x: number; y: "nan" }[] = []) => ({ run, key: "loss", context: "", points: y.length + odd.length, is_reduced: false, x: y.map((_, at) => at * 2), y, odd_count: odd.length, odd });

test("points that are no numbers stand where they were logged", () => {
  expect(pointsOf(curve("a", [1, 2], [{ x: 1, y: "nan" }, { x: 5, y: "nan" }]))).toEqual({ x: [0, 1, 2, 5], y: [1, "nan", 2, "nan"] });
});

test("the finding is the best value by the goal", () => {
  const names = new Map([["a", "wide"], ["b", "deep"]]);
  expect(findingOf("loss", [curve("a", [3, 1]), curve("b", [2, 4])], "down", names)).toBe("loss: lowest 1, wide");
  expect(findingOf("auc", [curve("a", [3, 1])], "up", names)).toBe("auc: highest 3");
  expect(findingOf("rows", [curve("a", [3])], undefined, names)).toBe("rows");
  expect(findingOf("loss", [], "down", names)).toBe("loss");
});

test("many curves are asked for coarsely, few finely", () => {
  expect(bucketsFor(1, 1)).toBe(500);
  expect(bucketsFor(200, 4)).toBe(50);
});
