import { expect, it } from "vitest";
import { periodOf } from "./findPredictions";

it("a key with a date is looked for around that day, one without in the whole log", () => {
  expect(periodOf("2013-07-09-B6-425-JFK-2155")).toEqual({ start: "2013-07-08T00:00:00.000Z", end: "2013-07-12T00:00:00.000Z" });
  expect([periodOf("B6-425"), periodOf("2013-99-99")]).toEqual([null, null]);
});
