/** How a prediction's inputs stand among those of other answers: which are unusual, and whether such values go with high scores. */
import type { Prediction } from "../../api/operations";

export interface Standing {
  name: string;
  value: string | number | boolean | null;
  /** Share of the other answers with a lower value; null where nothing can be compared. */
  rank: number | null;
  /** Rank correlation of the feature with the score among the answers, −1 … 1. */
  together: number | null;
  /** Which way, and how far, both say: above 0 with high scores, below 0 with low ones. */
  pull: number;
}

const FEWEST = 20;

/** The inputs of one answer, those first that are unusual and go with the score. */
export function standings(made: Prediction, others: readonly Prediction[]): Standing[] {
  const rest = others.filter(({ id, score }) => id !== made.id && score !== null);
  const found = Object.entries(made.features).map(([name, value]) => standing(name, value, rest));
  return found.sort((a, b) => Math.abs(b.pull) - Math.abs(a.pull));
}

function standing(name: string, value: Standing["value"], rest: readonly Prediction[]): Standing {
  const known = rest.flatMap(({ features, score }) => (typeof features[name] === "number" ? [{ x: features[name] as number, y: score! }] : []));
  if (typeof value !== "number" || known.length < FEWEST || isCode(name)) return { name, value, rank: null, together: null, pull: 0 };
  const lower = known.filter(({ x }) => x < value).length;
  const same = known.filter(({ x }) => x === value).length;
  const rank = (lower + same / 2) / known.length;
  const together = correlation(ranks(known.map(({ x }) => x)), ranks(known.map(({ y }) => y)));
  return { name, value, rank, together, pull: together === null ? 0 : together * (2 * rank - 1) };
}

/** Codes of categories have no order: "higher than 80 %" would say nothing. */
function isCode(name: string): boolean {
  return name.endsWith("_code");
}

/** Places in order from 0, equal values sharing the middle of theirs. */
export function ranks(values: readonly number[]): number[] {
  const order = values.map((value, i) => ({ value, i })).sort((a, b) => a.value - b.value);
  const placed = values.map(() => 0);
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to + 1 < order.length && order[to + 1]!.value === order[from]!.value) to += 1;
    for (let at = from; at <= to; at += 1) placed[order[at]!.i] = (from + to) / 2;
    from = to + 1;
  }
  return placed;
}

/** Pearson's; null where one side never changes. */
export function correlation(a: readonly number[], b: readonly number[]): number | null {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [ma, mb] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (const [i, value] of a.entries()) {
    ab += (value - ma) * (b[i]! - mb);
    aa += (value - ma) ** 2;
    bb += (b[i]! - mb) ** 2;
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : null;
}
