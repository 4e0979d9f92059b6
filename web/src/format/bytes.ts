/** Sizes in powers of ten, as disks and networks count them. */
import { formatNumber, MISSING } from "./number";

const UNITS = ["B", "kB", "MB", "GB", "TB", "PB"];

export function formatBytes(size: number | null | undefined): string {
  if (size === null || size === undefined || Number.isNaN(size)) return MISSING;
  let power = 0;
  let value = Math.abs(size);
  // 999.5 would print as "1000 kB" with three digits: it belongs to the next unit
  while (value >= 999.5 && power < UNITS.length - 1) {
    value /= 1000;
    power += 1;
  }
  const rounded = Number(value.toPrecision(3));
  return `${formatNumber(Math.sign(size) * rounded)}\u202f${UNITS[power]}`;
}
