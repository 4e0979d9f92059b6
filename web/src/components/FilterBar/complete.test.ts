import { describe, expect, test } from "vitest";
import { complete, type FilterName, positionIn, wordAt } from "./complete";

const NAMES: FilterName[] = [
  { name: "metrics.auc", kind: "metric", isNumber: true },
  { name: "state", values: ["running", "failed"] },
  { name: "owner", values: ["ada", "o'neil"] },
  { name: "started_at", values: ["-7d"] },
];
const labels = (text: string, caret = text.length) => complete(text, caret, NAMES).map((one) => one.label);
const taken = (text: string, label: string) => {
  const found = complete(text, text.length, NAMES).find((one) => one.label === label)!;
  return text.slice(0, found.from) + found.text + text.slice(found.to);
};

describe("what comes next", () => {
  test("first a name", () => expect(labels("")).toEqual(["metrics.auc", "state", "owner", "started_at"]));
  test("names by any part", () => expect(labels("au")).toEqual(["metrics.auc"]));
  test("then an operator that fits", () => {
    expect(labels("metrics.auc ")).toContain("between");
    expect(labels("state ")).not.toContain("between");
  });
  test("then a value", () => expect(labels("state = ")).toEqual(["running", "failed"]));
  test("then and, or", () => expect(labels("state = 'failed' ")).toEqual(["and", "or"]));
  test("after them a name again", () => expect(labels("state = 'failed' and s")).toEqual(["state", "started_at", "metrics.auc"]));
  test("inside a list more values", () => expect(labels("state in ('failed', ")).toEqual(["running", "failed"]));
  test("behind a list and, or", () => expect(labels("state in ('failed') ")).toEqual(["and", "or"]));
  test("the and of between is not the end", () => expect(labels("metrics.auc between 0.1 and 0.2 ")).toEqual(["and", "or"]));
  test("in brackets and after not a name", () => expect(labels("not (")).toContain("state"));
  test("after is null and, or", () => expect(labels("owner is not null ")).toEqual(["and", "or"]));
});

test("a value is quoted as the language wants it, a time ago is not", () => {
  expect(taken("owner = o", "o'neil")).toBe("owner = 'o''neil' ");
  expect(taken("started_at > ", "-7d")).toBe("started_at > -7d ");
});

test("a suggestion in the middle replaces the whole word", () => {
  const text = "sta = 'failed'";
  const found = complete(text, 2, NAMES).find((one) => one.label === "state")!;
  expect(text.slice(0, found.from) + found.text + text.slice(found.to)).toBe("state  = 'failed'");
});

test("the place of an error is read from the API's sentence", () => {
  expect(positionIn("the filter cannot be read at position 14")).toBe(13);
  expect(positionIn("something else")).toBeNull();
});

test("the word under an error", () => {
  expect(wordAt("metrics.auc >> 1", 13)).toEqual({ from: 13, to: 14 });
  expect(wordAt("state = failed", 10)).toEqual({ from: 8, to: 14 });
  expect(wordAt("state =", 7)).toEqual({ from: 7, to: 8 });
});
