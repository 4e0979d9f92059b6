import { formatNumber, formatShare } from "../../format/number";

export const short = (value: number | null | undefined): string => formatNumber(value);
export const grouped = (count: number): string => formatNumber(Math.round(count));
/** A share for ticks and cursors: three digits are as many as a picture shows. */
export const percent = (share: number | null): string => formatShare(share, 3);

/** A value with its unit: "0.031 s". */
export function withUnit(value: number | null, unit?: string): string {
  return unit && value !== null ? `${short(value)}\u202f${unit}` : short(value);
}

/** Tick text: like `short`, but thousands as k, M, G, so that a column of ticks stays narrow. */
export function tick(value: number): string {
  const rounded = Number(value.toPrecision(12)); // 0.1 * 3 is 0.30000000000000004
  const size = Math.abs(rounded);
  if (size >= 1e9 && size < 1e13) return `${short(rounded / 1e9)}G`;
  if (size >= 1e6 && size < 1e9) return `${short(rounded / 1e6)}M`;
  if (size >= 1e4 && size < 1e6) return `${short(rounded / 1e3)}k`;
  return short(rounded);
}

/** Ends on a whole letter and fits about `width` pixels of 12 px type. */
export function fitted(text: string, width: number): string {
  const room = Math.max(2, Math.floor(width / 6.2));
  const letters = [...text];
  return letters.length > room ? `${letters.slice(0, room - 1).join("")}…` : text;
}
