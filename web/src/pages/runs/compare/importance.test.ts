import { expect, test } from "vitest";
import { influences, ranksOf } from "./importance";

test("ties share their rank", () => expect(ranksOf([3, 1, 3, 2])).toEqual([3.5, 1, 3.5, 2]));

test("a param that decides comes before one that does not", () => {
  const figure = [1, 2, 3, 4, 5, 6, 7, 8];
  const found = influences({ lr: [8, 7, 6, 5, 4, 3, 2, 1], seed: [3, 1, 4, 1, 5, 9, 2, 6], kind: ["a", "a", "a", "a", "b", "b", "b", "b"], same: [1, 1, 1, 1, 1, 1, 1, 1] }, figure);
  expect(found.map(({ name }) => name)).toEqual(["lr", "kind", "seed"]);
  expect(found[0]).toMatchObject({ share: 1, correlation: -1, n: 8 });
  expect(found[1]!.correlation).toBeNull();
  expect(found[1]!.share).toBeGreaterThan(0.6);
});

test("few runs and missing figures say nothing", () => {
  expect(influences({ lr: [1, 2, 3] }, [1, 2, 3])).toEqual([]);
  expect(influences({ lr: [1, 2, 3, 4] }, [1, null, 3, Number.NaN])).toEqual([]);
});

test("as many categories as runs explain nothing", () => {
  expect(influences({ name: ["a", "b", "c", "d"] }, [1, 2, 3, 4])[0]!.share).toBe(0);
});
