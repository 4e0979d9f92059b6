/** Profiles of two versions, column by column. */
import type { ColumnProfile } from "../../api/operations";

export interface Pair {
  name: string;
  before: ColumnProfile | null;
  after: ColumnProfile | null;
}

/** Columns by name, what is on one side only first, then those whose median moved most, then the rest as they stand. */
export function pairsOf(before: readonly ColumnProfile[], after: readonly ColumnProfile[]): Pair[] {
  const old = new Map(before.map((column) => [column.name, column]));
  const names = new Set([...after, ...before].map(({ name }) => name));
  const now = new Map(after.map((column) => [column.name, column]));
  const pairs = [...names].map((name): Pair => ({ name, before: old.get(name) ?? null, after: now.get(name) ?? null }));
  const weight = (pair: Pair) => (pair.before && pair.after ? Math.abs(shiftOf(pair) ?? 0) : Number.POSITIVE_INFINITY);
  return pairs.toSorted((a, b) => (weight(a) === weight(b) ? 0 : weight(b) - weight(a)));
}

/** How far the median moved, in interquartile ranges of the older side; null where that means nothing. */
export function shiftOf({ before, after }: Pair): number | null {
  const [from, to] = [before?.quantiles["0.5"], after?.quantiles["0.5"]];
  if (from === undefined || to === undefined || !before) return null;
  if (from === to) return 0;
  const range = (before.quantiles["0.75"] ?? 0) - (before.quantiles["0.25"] ?? 0);
  return range > 0 ? (to - from) / range : null;
}
