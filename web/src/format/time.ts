/** Times: relative for reading, absolute with the zone for hovering and exporting; ranges are half-open. */
import { MISSING } from "./number";

export type Zone = "local" | "utc";
export type Instant = string | number | Date | null | undefined;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const UNITS: Record<string, number> = { s: SECOND, m: MINUTE, h: HOUR, d: DAY, w: 7 * DAY };
const GAP = "\u202f";

/** Milliseconds since 1970, or null: ISO text without a zone is UTC, as everything the API sends. */
export function instantOf(at: Instant): number | null {
  if (at === null || at === undefined || at === "") return null;
  if (typeof at === "number") return Number.isFinite(at) ? at : null;
  if (at instanceof Date) return Number.isNaN(at.getTime()) ? null : at.getTime();
  const hasTime = /\d[T ]\d/.test(at);
  const hasZone = /(?:[zZ]|[+-]\d\d:?\d\d)$/.test(at);
  const read = Date.parse(hasTime && !hasZone ? `${at.replace(" ", "T")}Z` : at);
  return Number.isNaN(read) ? null : read;
}

/** "just now", "3 min ago", "in 2 h", "14 d ago"; after a year the date itself. */
export function relativeTime(at: Instant, now: number): string {
  const instant = instantOf(at);
  if (instant === null) return MISSING;
  const gap = Math.abs(now - instant);
  if (gap < 10 * SECOND) return "just now";
  if (gap >= 365 * DAY) return new Date(instant).toISOString().slice(0, 10);
  const size = span(gap);
  return instant > now ? `in ${size}` : `${size} ago`;
}

function span(gap: number): string {
  if (gap < MINUTE) return `${Math.floor(gap / SECOND)}${GAP}s`;
  if (gap < HOUR) return `${Math.floor(gap / MINUTE)}${GAP}min`;
  if (gap < 2 * DAY) return `${Math.floor(gap / HOUR)}${GAP}h`;
  return `${Math.floor(gap / DAY)}${GAP}d`;
}

/** "2026-11-21 15:04:31 UTC", or in the reader's zone with its offset. */
export function absoluteTime(at: Instant, zone: Zone): string {
  const instant = instantOf(at);
  if (instant === null) return MISSING;
  if (zone === "utc") return `${new Date(instant).toISOString().slice(0, 19).replace("T", " ")} UTC`;
  const minutes = -new Date(instant).getTimezoneOffset();
  const shifted = new Date(instant + minutes * MINUTE).toISOString().slice(0, 19).replace("T", " ");
  return `${shifted} ${offset(minutes)}`;
}

function offset(minutes: number): string {
  const two = (part: number) => String(Math.floor(part)).padStart(2, "0");
  const size = Math.abs(minutes);
  return `${minutes < 0 ? "\u2212" : "+"}${two(size / 60)}:${two(size % 60)}`;
}

/** A length of time in its two largest units: "850 ms", "12.4 s", "3 min 20 s", "2 h 05 min", "4 d 3 h". */
export function formatDuration(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return MISSING;
  if (seconds < 0) return `\u2212${formatDuration(-seconds)}`;
  if (seconds === 0) return `0${GAP}s`;
  if (seconds < 0.9995e-3) return `${short(seconds * 1e6)}${GAP}µs`;
  if (seconds < 0.9995) return `${short(seconds * 1e3)}${GAP}ms`;
  if (seconds < 59.95) return `${short(seconds)}${GAP}s`;
  const whole = Math.round(seconds);
  const two = (part: number) => String(part).padStart(2, "0");
  if (whole < 3600) return `${Math.floor(whole / 60)}${GAP}min ${two(whole % 60)}${GAP}s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)}${GAP}h ${two(minutes % 60)}${GAP}min`;
  const hours = Math.round(seconds / 3600);
  return `${Math.floor(hours / 24)}${GAP}d ${hours % 24}${GAP}h`;
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}

export interface Range {
  start: number;
  end: number;
}

/** Reads `now-7d..now` or two absolute times as [start, end); null when it means nothing. */
export function parseRange(text: string, now: number): Range | null {
  const [from, to, more] = text.split("..");
  if (from === undefined || to === undefined || more !== undefined) return null;
  const start = edge(from.trim(), now);
  const end = edge(to.trim(), now);
  return start === null || end === null || start >= end ? null : { start, end };
}

function edge(text: string, now: number): number | null {
  const match = /^now(?:([+-])(\d+(?:\.\d+)?)([smhdw]))?$/.exec(text);
  if (!match) return instantOf(text);
  const [, sign, amount, unit] = match;
  if (!sign || !amount || !unit) return now;
  return now + (sign === "-" ? -1 : 1) * Number(amount) * (UNITS[unit] ?? 0);
}
