/** Sentences of the API name things by their Refs; a page shows those as links. */
import { parseRef } from "../../format/ref";

export type Piece = { kind: "text" | "ref" | "person"; text: string };

const WORD = /[a-z][a-z-]*:[A-Za-z0-9][A-Za-z0-9._/[\]@~-]*/g;
const PEOPLE = new Set(["user", "service", "system"]);
// Only kinds there are: "says: this" and "roc_auc:0.7" are no addresses.
const KINDS = new Set(
  ["approval", "charter", "code", "cycle", "dataset", "deployment", "environment", "evaluation", "experiment", "feature-service",
    "features", "incident", "loop", "model", "monitor", "pipeline", "prediction", "run", "source", "study"],
);

/** The sentence in pieces: plain words, Refs, and the people it names. */
export function piecesOf(sentence: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of sentence.matchAll(WORD)) {
    const text = match[0].replace(/[.\]/]+$/, ""); // the full stop belongs to the sentence
    const kind = text.split(":", 1)[0]!;
    const isPerson = PEOPLE.has(kind);
    if (!isPerson && !(KINDS.has(kind) && parseRef(text))) continue;
    if (match.index > from) pieces.push({ kind: "text", text: sentence.slice(from, match.index) });
    pieces.push({ kind: isPerson ? "person" : "ref", text });
    from = match.index + text.length;
  }
  if (from < sentence.length) pieces.push({ kind: "text", text: sentence.slice(from) });
  return pieces;
}
