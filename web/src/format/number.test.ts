import { describe, expect, test } from "vitest";
import { counted, formatCount, formatDelta, formatNumber, formatShare, numberOf, toneOf } from "./number";

const plain = (text: string) => text.replaceAll("\u202f", " ").replaceAll("\u2212", "-");

describe("a number", () => {
  test.each([
    [0.873541, "0.8735"],
    [0.87004, "0.8700"],
    [0.1, "0.1"],
    [-0.5, "-0.5"],
    [12.3456, "12.35"],
    [1234.567, "1235"],
    [9999, "9999"],
    [12480, "12 480"],
    [1204331, "1 204 331"],
    [54321.987, "54 322"],
    [1234567.5, "1.235e6"],
    [0.0000123451, "1.235e-5"],
    [1e-7, "1e-7"],
    [9.9999e-6, "1.000e-5"],
    [1e21, "1e21"],
    [0, "0"],
    [Number.NaN, "NaN"],
    [Number.NEGATIVE_INFINITY, "-∞"],
  ])("%s reads %s", (value, text) => expect(plain(formatNumber(value))).toBe(text));

  test("that is missing is a dash, which zero is not", () => {
    expect(formatNumber(null)).toBe("–");
    expect(formatNumber(undefined)).toBe("–");
    expect(formatNumber(-0)).toBe("0");
  });
});

test("a share is in per cent without the dust of binary fractions", () => {
  expect(plain(formatShare(0.07))).toBe("7 %");
  expect(plain(formatShare(0.123456))).toBe("12.35 %");
  expect(formatShare(null)).toBe("–");
});

test("a delta is signed, also when it is zero", () => {
  expect(plain(formatDelta(0.0123456))).toBe("+0.0123");
  expect(plain(formatDelta(-2))).toBe("-2");
  expect(formatDelta(0)).toBe("±0");
});

test("the goal decides whether a change is better", () => {
  expect(toneOf(0.1, "up")).toBe("better");
  expect(toneOf(0.1, "down")).toBe("worse");
  expect(toneOf(-0.1, "down")).toBe("better");
  expect(toneOf(0.1, undefined)).toBe("same");
  expect(toneOf(Number.NaN, "up")).toBe("same");
});

test("a count that is not exact says so", () => {
  expect(plain(formatCount(1_234_567, false))).toBe("≈ 1 230 000");
  expect(plain(counted(12480, "run"))).toBe("12 480 runs");
  expect(counted(1, "entry", "entries")).toBe("1 entry");
});

test("what JSON cannot say comes as a word", () => {
  expect(numberOf("nan")).toBeNaN();
  expect(numberOf("-inf")).toBe(-Infinity);
  expect(numberOf(0)).toBe(0);
  expect(numberOf(null)).toBeNull();
});
