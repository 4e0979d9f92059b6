/** Numbers as people compare them: four significant digits, grouped, and honest about what is missing. */

export const MISSING = "–";
const GROUP = "\u202f"; // narrow no-break space: the digits stay on one line
const MINUS = "\u2212";

export type Goal = "up" | "down";
export type Tone = "better" | "worse" | "same";

/** JSON has no NaN and no infinities, so the API writes them as words. */
export type WireNumber = number | "nan" | "inf" | "-inf";

export function numberOf(value: WireNumber): number;
export function numberOf(value: WireNumber | null | undefined): number | null;
export function numberOf(value: WireNumber | null | undefined): number | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "number") return value;
  return { nan: Number.NaN, inf: Infinity, "-inf": -Infinity }[value];
}

/**
 * A number for reading. A value that is exact in `digits` stays as short as it is (0.1), a longer one is rounded and
 * keeps its zeros (0.87004 → 0.8700), so the length says which of the two it is.
 */
export function formatNumber(value: number | null | undefined, digits = 4): string {
  if (value === null || value === undefined) return MISSING;
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : `${MINUS}∞`;
  if (value === 0) return "0";
  const size = Math.abs(value);
  const sign = value < 0 ? MINUS : "";
  if (Number.isInteger(value)) return sign + (size < 1e15 ? group(String(size)) : exponent(size, digits));
  if (size >= 1e6 || size < 1e-4) return sign + exponent(size, digits);
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
  const shortest = String(size);
  const exact = decimalsOf(shortest) <= decimals ? shortest : size.toFixed(decimals);
  return sign + group(exact);
}

/** Every digit the value has, for hovering, copying and exporting. */
export function fullNumber(value: number | null | undefined): string {
  if (value === null || value === undefined) return "";
  return String(value);
}

/** A share between 0 and 1 as per cent: 0.1234 → "12.34 %". */
export function formatShare(value: number | null | undefined, digits = 4): string {
  if (value === null || value === undefined) return MISSING;
  if (!Number.isFinite(value)) return formatNumber(value);
  const percent = Number((value * 100).toPrecision(12)); // 0.07 * 100 is 7.000000000000001
  return `${formatNumber(percent, digits)}\u202f%`;
}

/** A difference always carries its sign, zero is "±0". */
export function formatDelta(value: number | null | undefined, digits = 3): string {
  if (value === null || value === undefined) return MISSING;
  if (value === 0) return "±0";
  return value > 0 ? `+${formatNumber(value, digits)}` : formatNumber(value, digits);
}

/** Whether a change is good is decided by the goal of the metric, never by the sign alone. */
export function toneOf(delta: number | null | undefined, goal: Goal | undefined): Tone {
  if (!delta || !goal || Number.isNaN(delta)) return "same";
  return delta > 0 === (goal === "up") ? "better" : "worse";
}

/** A count: exact up to 100 000, above that "≈" unless it is known to be exact. */
export function formatCount(value: number | null | undefined, isExact = true): string {
  if (value === null || value === undefined) return MISSING;
  if (isExact) return formatNumber(Math.round(value));
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(value, 1))) - 2);
  return `≈\u202f${formatNumber(Math.round(value / step) * step)}`;
}

/** "1 run", "12 480 runs". */
export function counted(value: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(value)} ${value === 1 ? noun : plural}`;
}

function group(digits: string): string {
  const [whole = "", part] = digits.split(".");
  const grouped = whole.length < 5 ? whole : whole.replace(/\B(?=(\d{3})+$)/g, GROUP);
  return part === undefined ? grouped : `${grouped}.${part}`;
}

function exponent(size: number, digits: number): string {
  const [mantissa = "", power = ""] = size.toExponential().split("e");
  const short = decimalsOf(mantissa) < digits ? mantissa : size.toExponential(digits - 1).split("e")[0];
  const carried = size.toExponential(digits - 1).split("e")[1] ?? power;
  return `${short}e${(decimalsOf(mantissa) < digits ? power : carried).replace("+", "").replace("-", MINUS)}`;
}

function decimalsOf(text: string): number {
  const dot = text.indexOf(".");
  return dot < 0 ? 0 : text.length - dot - 1;
}
