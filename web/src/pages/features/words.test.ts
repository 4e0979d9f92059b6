import { expect, test } from "vitest";
import type { ServiceVersion, ViewVersion } from "../../api/operations";
import { computed, inputsOf, outputsOf, windowsOf } from "./words";

const view = (name: string, features: ViewVersion["view"]["features"]) => ({ version: 1, view: { name, keys: ["carrier"], features } }) as unknown as ViewVersion;
const rate = { type: "aggregate", name: "late_3h", kind: "rate", column: "late", window_s: 10_800, where: null } as const;
const count = { type: "aggregate", name: "n", kind: "count", column: null, window_s: null, where: "late" } as const;
const latest = { type: "latest", name: "temp", column: "temp" } as const;

test("a feature is read as what it is computed from", () => {
  expect([rate, count, latest].map((feature) => computed(feature).replaceAll("\u202f", " "))).toEqual([
    "share of late in the last 3 h",
    "number of rows with late in the whole life",
    "temp of the newest row",
  ]);
});

test("windows are said once, the shortest first", () => {
  expect(windowsOf(view("a", [{ ...rate, window_s: 604_800 }, rate, { ...rate, name: "n_3h" }])).replaceAll("\u202f", " ")).toBe("3 h, 7 d");
  expect(windowsOf(view("weather", [latest]))).toBe("newest row");
});

const service = {
  service: { name: "s", members: [{ view: "a", keys: [], prefix: "c_" }, { view: "b", keys: ["origin"], prefix: "" }], request: ["distance"], expressions: ["m:CODE"], outputs: [] },
  views: [view("a", [rate]), view("b", [latest])],
} as unknown as ServiceVersion;

test("a service answers the features of its members under their prefixes, the request's and the computed ones", () => {
  expect(outputsOf(service).map(({ name, from }) => [name, from])).toEqual([["c_late_3h", "a@1"], ["temp", "b@1"], ["distance", "the request"], ["CODE", "an expression"]]);
  const chosen = { ...service, service: { ...service.service, outputs: ["temp", "code"] } } as ServiceVersion;
  expect(outputsOf(chosen).map(({ name }) => name)).toEqual(["temp", "code"]);
});

test("to read it one says the keys and what the request brings", () => {
  expect(inputsOf(service)).toEqual({ keys: ["carrier", "origin"], request: ["distance"] });
});
