import { expect, it } from "vitest";
import { paretoFront } from "./paretoFront";

const points = [{ x: 1, y: 1 }, { x: 2, y: 3 }, { x: 3, y: 2 }, { x: 4, y: 4 }];

it("keeps the points nobody beats in both directions", () => {
  expect(paretoFront(points, { x: "down", y: "up" }).map((p) => p.x)).toEqual([1, 2, 4]);
  expect(paretoFront(points, { x: "up", y: "up" }).map((p) => p.x)).toEqual([4]);
  expect(paretoFront(points, { x: "up", y: "down" }).map((p) => p.x)).toEqual([1, 3, 4]);
});

it("keeps twins", () => {
  expect(paretoFront([{ x: 1, y: 1 }, { x: 1, y: 1 }], { x: "down", y: "up" })).toHaveLength(2);
});
