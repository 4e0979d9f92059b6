import { describe, expect, test } from "vitest";
import { absoluteTime, formatDuration, instantOf, parseRange, relativeTime } from "./time";

const NOW = Date.parse("2026-11-21T12:00:00Z");
const plain = (text: string) => text.replaceAll("\u202f", " ");

test("a time without a zone is UTC, as the API means it", () => {
  expect(instantOf("2026-11-21T12:00:00")).toBe(NOW);
  expect(instantOf("2026-11-21 12:00:00")).toBe(NOW);
  expect(instantOf("2026-11-21T13:00:00+01:00")).toBe(NOW);
  expect(instantOf("yesterday-ish")).toBeNull();
});

describe("relative time", () => {
  test.each([
    ["2026-11-21T11:59:57Z", "just now"],
    ["2026-11-21T11:56:10Z", "3 min ago"],
    ["2026-11-21T14:30:00Z", "in 2 h"],
    ["2026-11-20T13:00:00Z", "23 h ago"],
    ["2026-11-07T12:00:00Z", "14 d ago"],
    ["2024-01-02T12:00:00Z", "2024-01-02"],
  ])("%s is %s", (at, text) => expect(plain(relativeTime(at, NOW))).toBe(text));

  test("of nothing is a dash", () => expect(relativeTime(null, NOW)).toBe("–"));
});

test("absolute time names its zone", () => {
  expect(absoluteTime(NOW, "utc")).toBe("2026-11-21 12:00:00 UTC");
  expect(absoluteTime(NOW, "local")).toMatch(/^2026-11-2\d \d\d:00:00 [+−]\d\d:\d\d$/);
});

describe("a duration", () => {
  test.each([
    [0, "0 s"],
    [0.0000421, "42.1 µs"],
    [0.85, "850 ms"],
    [0.9996, "1 s"],
    [12.44, "12.4 s"],
    [59.97, "1 min 00 s"],
    [200, "3 min 20 s"],
    [7500, "2 h 05 min"],
    [356400, "4 d 3 h"],
  ])("%f seconds are %s", (seconds, text) => expect(plain(formatDuration(seconds))).toBe(text));
});

describe("a range", () => {
  test("may be relative", () => expect(parseRange("now-7d..now", NOW)).toEqual({ start: NOW - 7 * 864e5, end: NOW }));
  test("may be absolute", () =>
    expect(parseRange("2026-11-21T10:00Z..2026-11-21T12:00Z", NOW)).toEqual({ start: NOW - 72e5, end: NOW }));
  test.each(["", "now", "now..now-1d", "now-7x..now", "a..b..c"])("%j means nothing", (text) =>
    expect(parseRange(text, NOW)).toBeNull(),
  );
});
