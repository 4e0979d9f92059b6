/** A figure as the API writes it: JSON has no NaN and no infinity, so those are words. */
export type Value = number | null | undefined | "nan" | "inf" | "-inf";

export function numberOf(value: Value): number | null {
  if (value === undefined || value === null) return null;
  if (typeof value === "number") return value;
  return value === "inf" ? Number.POSITIVE_INFINITY : value === "-inf" ? Number.NEGATIVE_INFINITY : Number.NaN;
}
