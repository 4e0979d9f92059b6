import { expect, test } from "vitest";
import { colourOf, coloursOf, GREY, hueOf, HUES } from "./colour";

test("a run keeps its colour", () => {
  expect(colourOf("0193a7")).toBe(colourOf("0193a7"));
  expect([...coloursOf(["a"]).values()]).toEqual([colourOf("a")]);
});

test("ids spread over all twelve hues", () => {
  const counts = new Array<number>(HUES).fill(0);
  for (let at = 0; at < 12_000; at += 1) counts[hueOf(`0193a7c2d4e5f607${at.toString(16)}`)]! += 1;
  expect(Math.min(...counts)).toBeGreaterThan(700);
});

test("twelve things drawn together have twelve colours, the thirteenth is grey", () => {
  const ids = Array.from({ length: 13 }, (_, at) => `run-${at}`);
  const colours = coloursOf(ids);
  expect(new Set([...colours.values()].slice(0, 12)).size).toBe(12);
  expect(colours.get("run-12")).toBe(GREY);
});
