import { formatDuration } from "../../format/time";

const UNITS = [
  [86_400, "d"],
  [3600, "h"],
  [60, "min"],
] as const;

/** A span that somebody declared, in the largest unit it is a whole number of: 3 h, 7 d, 90 min. */
export function spanText(seconds: number): string {
  const found = UNITS.find(([size]) => seconds >= size && seconds % size === 0);
  return found ? `${seconds / found[0]}\u202f${found[1]}` : formatDuration(seconds);
}
