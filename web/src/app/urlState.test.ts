import { expect, test } from "vitest";
import { decode, encode, parseSearch, stringifySearch, type UrlValue } from "./urlState";

test.each<[UrlValue, UrlValue]>([
  ["", "state = 'finished' and metrics.auc > 0.6"],
  [0, -12.5],
  [false, true],
  [true, false],
  [[], ["a,b", "c\\d", "e"]],
  [{}, { from: 1, names: ["x"] }],
])("what is written is read back (default %j)", (initial, value) => {
  expect(decode(encode(value), initial)).toEqual(value);
});

test("text that does not read as the default's type means the default", () => {
  expect(decode("many", 20)).toBe(20);
  expect(decode("", 20)).toBe(20);
  expect(decode("maybe", true)).toBe(true);
  expect(decode("{broken", { a: 1 })).toEqual({ a: 1 });
  expect(decode("[1]", { a: 1 })).toEqual({ a: 1 });
  expect(decode(undefined, "x")).toBe("x");
  expect(decode("", ["x"])).toEqual([]);
});

test("the query string stays text, and stays readable", () => {
  expect(parseSearch("?id=1e5&ref=model:late@4&q=a+b")).toEqual({ id: "1e5", ref: "model:late@4", q: "a b" });
  expect(stringifySearch({ ref: "airline/model:late@4", tab: undefined, q: "a&b" })).toBe("?ref=airline/model:late@4&q=a%26b");
  expect(stringifySearch({})).toBe("");
});
