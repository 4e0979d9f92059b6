import { expect, test } from "vitest";
import { isUnknown, rowOf, typedFrom } from "./read";

test("numbers are sent as numbers where the column is one, and empty fields are left out", () => {
  expect(rowOf({ carrier: "9E", flight: "0042", distance: "719", hour: "" }, (name) => name === "distance" || name === "hour")).toEqual({ carrier: "9E", flight: "0042", distance: 719 });
});

test("a row of the source fills what it has", () => {
  expect(typedFrom(["carrier", "distance", "weather"], ["carrier", "late", "distance"], ["UA", false, 719])).toEqual({ carrier: "UA", distance: "719" });
});

test("a key is unknown when its views have no row in any window", () => {
  const own = new Set(["late_3h", "n_3h"]);
  expect(isUnknown({ late_3h: null, n_3h: 0, distance: 719 }, own)).toBe(true);
  expect(isUnknown({ late_3h: null, n_3h: 2, distance: 719 }, own)).toBe(false);
});
