import { expect, test } from "vitest";
import { cellText, type Check, consequence, expects, nameOf, typeWord } from "./words";

const range = { check: "range", id: "", severity: "warn", column: "temp", tolerance: 0.01, low: -40, high: null } as const satisfies Check;
const shift = { check: "distribution", id: "", severity: "critical", column: "temp", max_shift: 2, detect_unit_change: true, unit: "°F", last: 4, min_rows: 30 } as const satisfies Check;

test("a check is read as what it expects and what follows", () => {
  expect(expects(range)).toBe("temp is at least −40, but for 1 % of the rows".replaceAll(" %", "\u202f%"));
  expect(expects(shift)).toBe("the median of temp (°F) moves by at most 2 interquartile ranges against the last 4 landings, and the unit stays");
  expect([range, shift].map(consequence)).toEqual(["is recorded", "refuses the landing"]);
  expect(consequence({ ...range, severity: "error" })).toBe("sets the rows aside");
});

test("a check goes by its id, or by its kind and columns", () => {
  expect(nameOf(range)).toBe("range(temp)");
  expect(nameOf({ ...range, id: "not too cold" })).toBe("not too cold");
  expect(nameOf({ check: "unique", id: "", severity: "error", columns: ["a", "b"], tolerance: 0 })).toBe("unique(a, b)");
});

test("types and values are said as a person says them", () => {
  expect([typeWord("timestamp[us, tz=UTC]"), typeWord("timestamp[us]"), typeWord("double"), typeWord("string")]).toEqual(["timestamp, UTC", "timestamp, no zone", "float64", "string"]);
  expect([cellText(null), cellText(0), cellText(false), cellText("2013-12-27T04:00:00Z")]).toEqual(["–", "0", "false", "2013-12-27 04:00:00"]);
});
