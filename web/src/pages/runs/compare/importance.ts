export interface Influence {
  name: string;
  /** Share of the spread of the figure that the param alone explains, 0 to 1. */
  share: number;
  /** Spearman's rank correlation where the param is a number: which way it pulls. */
  correlation: number | null;
  n: number;
}

type Value = string | number | boolean | null | undefined;

const LEAST = 4;

/**
 * How much each param alone explains of a figure: of numbers the square of the rank correlation, of categories the
 * correlation ratio, both lowered by what chance explains with so few runs. It sees no interplay of params.
 */
export function influences(params: Readonly<Record<string, readonly Value[]>>, figure: readonly (number | null)[]): Influence[] {
  const found: Influence[] = [];
  for (const [name, values] of Object.entries(params)) {
    const pairs = values.flatMap((value, at) => {
      const y = figure[at];
      return value === null || value === undefined || y === null || y === undefined || !Number.isFinite(y) ? [] : [{ value, y }];
    });
    if (pairs.length < LEAST || new Set(pairs.map(({ value }) => value)).size < 2) continue;
    const isNumeric = pairs.every(({ value }) => typeof value === "number");
    const ranks = ranksOf(pairs.map(({ y }) => y));
    const correlation = isNumeric ? pearson(ranksOf(pairs.map(({ value }) => value as number)), ranks) : null;
    const raw = correlation === null ? ratio(pairs.map(({ value }) => String(value)), ranks) : { share: correlation ** 2, freedom: 1 };
    found.push({ name, share: adjusted(raw.share, raw.freedom, pairs.length), correlation, n: pairs.length });
  }
  return found.sort((a, b) => b.share - a.share || a.name.localeCompare(b.name));
}

function adjusted(share: number, freedom: number, n: number): number {
  const left = n - freedom - 1;
  return left <= 0 ? 0 : Math.max(0, 1 - ((1 - share) * (n - 1)) / left);
}

/** Ranks from 1, ties share their mean rank. */
export function ranksOf(values: readonly number[]): number[] {
  const order = values.map((_, at) => at).sort((a, b) => values[a]! - values[b]!);
  const ranks: number[] = Array.from({ length: values.length }, () => 0);
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (end + 1 < order.length && values[order[end + 1]!] === values[order[start]!]) end += 1;
    for (let at = start; at <= end; at += 1) ranks[order[at]!] = (start + end) / 2 + 1;
    start = end + 1;
  }
  return ranks;
}

function pearson(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [ma, mb] = [mean(a), mean(b)];
  let [top, da, db] = [0, 0, 0];
  a.forEach((value, at) => {
    top += (value - ma) * (b[at]! - mb);
    da += (value - ma) ** 2;
    db += (b[at]! - mb) ** 2;
  });
  return da && db ? top / Math.sqrt(da * db) : 0;
}

/** Of categories: the share of the spread that lies between them. */
function ratio(names: readonly string[], y: readonly number[]): { share: number; freedom: number } {
  const mean = y.reduce((sum, value) => sum + value, 0) / y.length;
  const groups = new Map<string, number[]>();
  names.forEach((name, at) => groups.set(name, [...(groups.get(name) ?? []), y[at]!]));
  let between = 0;
  for (const members of groups.values()) between += members.length * (members.reduce((sum, value) => sum + value, 0) / members.length - mean) ** 2;
  const all = y.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { share: all ? between / all : 0, freedom: groups.size - 1 };
}
