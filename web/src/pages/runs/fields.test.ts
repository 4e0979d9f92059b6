import { describe, expect, test } from "vitest";
import { both, durationOf, fieldOf, figureField, numberOf, quoted, readField, valueIn, written } from "./fields";

const ROW = { id: "a", name: "n", experiment: "e", state: "finished" as const, owner: "user:a", parent: null, started_at: "2013-01-01T00:00:00Z", ended_at: "2013-01-01T00:01:30Z", values: { "metrics.`val loss`": "nan", "params.lr": 0.1 } };

test("keys that are no words are quoted", () => {
  expect(written("metrics", "val loss")).toBe("metrics.`val loss`");
  expect(written("params", "lr")).toBe("params.lr");
  expect(quoted("o'neil")).toBe("'o''neil'");
});

describe("a field of an address", () => {
  test("of a key with quotes", () => expect(readField(written("params", "a`b\"c"))).toMatchObject({ label: "a`b\"c" }));
  test("of a metric", () => expect(readField("metrics.`val loss`")).toMatchObject({ kind: "metric", label: "val loss", isNumber: true }));
  test("of a figure of it", () => expect(readField("metrics.loss.min")).toMatchObject({ label: "loss.min" }));
  test("of the run itself", () => expect(readField("started_at")).toMatchObject({ kind: "attribute", label: "Started" }));
  test("as the API names it", () => expect(fieldOf({ field: "metrics.`a b`", kind: "metric", key: "a b", type: "number" }).label).toBe("a b"));
  test("another figure", () => expect(figureField(readField("metrics.loss.min"), "max").field).toBe("metrics.loss.max"));
});

test("values of a row", () => {
  expect(valueIn(ROW, readField("metrics.`val loss`"))).toBeNaN();
  expect(valueIn(ROW, readField("metrics.auc"))).toBeUndefined();
  expect(valueIn(ROW, readField("params.lr"))).toBe(0.1);
  expect(valueIn(ROW, readField("duration_s"))).toBe(90);
  expect(valueIn(ROW, readField("name"))).toBe("n");
});

test("a run that goes on lasts until now", () => {
  expect(durationOf({ started_at: "2013-01-01T00:00:00Z", ended_at: null }, Date.parse("2013-01-01T00:00:05Z"))).toBe(5);
});

test("figures that JSON cannot say", () => {
  expect(numberOf("inf")).toBe(Number.POSITIVE_INFINITY);
  expect(numberOf("xgb")).toBeNull();
});

test("two filters are joined safely", () => {
  expect(both("a = 1 or b = 2", "c = 3")).toBe("(a = 1 or b = 2) and c = 3");
  expect(both("", "c = 3")).toBe("c = 3");
});
