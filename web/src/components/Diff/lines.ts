/** The shortest script that turns one list of lines into the other (Myers 1986), as lines kept, gone and new. */

export interface Line {
  kind: "same" | "gone" | "new";
  text: string;
  /** Numbers of the line before and after, from 1. */
  before: number | null;
  after: number | null;
}

/** Beyond this many edits the shortest script is not worth its price: old block out, new block in. */
const MOST_EDITS = 500;

export function diffLines(before: string, after: string): Line[] {
  const a = before === "" ? [] : before.split("\n");
  const b = after === "" ? [] : after.split("\n");
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const moves = path(a.slice(start, a.length - end), b.slice(start, b.length - end));
  return numbered(a, b, [...same(start), ...moves, ...same(end)]);
}

type Move = "same" | "gone" | "new";

const same = (count: number): Move[] => new Array<Move>(count).fill("same");

function path(a: string[], b: string[]): Move[] {
  const most = Math.min(a.length + b.length, MOST_EDITS);
  const reach = new Map<number, number>([[1, 0]]); // diagonal x − y → furthest x
  const steps: Map<number, number>[] = [];
  for (let edits = 0; edits <= most; edits += 1) {
    steps.push(new Map(reach));
    for (let k = -edits; k <= edits; k += 2) {
      let x = isDown(reach, k, edits) ? reach.get(k + 1)! : reach.get(k - 1)! + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x += 1;
      reach.set(k, x);
      if (x >= a.length && x - k >= b.length) return walked(steps, a.length, b.length);
    }
  }
  return [...a.map((): Move => "gone"), ...b.map((): Move => "new")];
}

function isDown(reach: Map<number, number>, k: number, edits: number): boolean {
  return k === -edits || (k !== edits && (reach.get(k - 1) ?? -1) < (reach.get(k + 1) ?? -1));
}

function walked(steps: Map<number, number>[], endX: number, endY: number): Move[] {
  const moves: Move[] = [];
  let [x, y] = [endX, endY];
  for (let edits = steps.length - 1; edits > 0; edits -= 1) {
    const reach = steps[edits]!;
    const k = x - y;
    const from = isDown(reach, k, edits) ? k + 1 : k - 1;
    const fromX = reach.get(from)!;
    const fromY = fromX - from;
    while (x > fromX && y > fromY) {
      moves.push("same");
      x -= 1;
      y -= 1;
    }
    moves.push(x === fromX ? "new" : "gone");
    [x, y] = [fromX, fromY];
  }
  while (x > 0 && y > 0) {
    moves.push("same");
    x -= 1;
    y -= 1;
  }
  return moves.toReversed();
}

function numbered(a: string[], b: string[], moves: Move[]): Line[] {
  let [i, j] = [0, 0];
  return moves.map((kind) => {
    const text = kind === "new" ? b[j]! : a[i]!;
    if (kind !== "new") i += 1;
    if (kind !== "gone") j += 1;
    return { kind, text, before: kind === "new" ? null : i, after: kind === "gone" ? null : j };
  });
}

export type Chunk = { kind: "lines"; lines: Line[] } | { kind: "skipped"; lines: Line[] };

/** Long stretches without a change are folded, with some lines of context left around each change. */
export function folded(lines: readonly Line[], context = 3): Chunk[] {
  const near = new Array<boolean>(lines.length).fill(false);
  lines.forEach((line, at) => {
    if (line.kind !== "same") near.fill(true, Math.max(0, at - context), at + context + 1);
  });
  const chunks: Chunk[] = [];
  lines.forEach((line, at) => {
    const kind = near[at] ? "lines" : "skipped";
    const last = chunks.at(-1);
    if (last?.kind === kind) last.lines.push(line);
    else chunks.push({ kind, lines: [line] });
  });
  return chunks.map((chunk) => (chunk.kind === "skipped" && chunk.lines.length < 3 ? { kind: "lines", lines: chunk.lines } : chunk));
}
