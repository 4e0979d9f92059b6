/** What can come next in a filter: the API's language, cut into words the way the API cuts it. */

export interface FilterName {
  /** As it is written in the filter: `metrics.auc`, `state`. */
  name: string;
  /** What it is, beside the suggestion. */
  kind?: string;
  /** Values to suggest after a comparison; text gets its quotes by itself. */
  values?: readonly string[];
  isNumber?: boolean;
}

export interface Suggestion {
  /** What is shown. */
  label: string;
  kind: string;
  /** What replaces `from`…`to` of the text. */
  text: string;
  from: number;
  to: number;
}

type Expected = "field" | "operator" | "value" | "word";

const TOKEN =
  /\s+|(?<ago>-\d+(?:\.\d+)?[smhdw]\b)|(?<number>[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?![\w.]))|(?<text>'(?:[^']|'')*'?)|(?<word>[A-Za-z_][\w./-]*(?:`(?:[^`]|``)*`?(?:\.[a-z]+)?)?)|(?<sign><=|>=|!=|=|<|>|\(|\)|,)|(?<other>.)/gy;
const NUMBER_SIGNS = [">", ">=", "<", "<=", "=", "!=", "between", "is null", "is not null"];
const TEXT_SIGNS = ["=", "!=", "like", "ilike", "in", "is null", "is not null"];
const MOST = 12;

interface Piece {
  kind: string;
  text: string;
  from: number;
  to: number;
}

function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const kind = Object.entries(match.groups ?? {}).find(([, part]) => part !== undefined)?.[0];
    if (kind) found.push({ kind, text: match[0], from: match.index, to: match.index + match[0].length });
  }
  return found;
}

/** Suggestions at the caret: names, then operators, then values, then `and`, `or`. */
export function complete(text: string, caret: number, names: readonly FilterName[]): Suggestion[] {
  const before = pieces(text.slice(0, caret));
  const last = before.at(-1);
  const isTyping = last !== undefined && last.to === caret && (last.kind === "word" || last.kind === "text" || (last.kind === "sign" && /[<>=!]/.test(last.text)));
  const settled = isTyping ? before.slice(0, -1) : before;
  const typed = isTyping ? last.text : "";
  const from = isTyping ? last.from : caret;
  const { expected, field } = expectation(settled);
  const known = names.find((one) => one.name === field);
  const to = endOfWord(text, caret, isTyping);
  const options = optionsFor(expected, names, known);
  const wanted = typed.toLowerCase().replace(/^'/, "");
  const fitting = options.filter((one) => one.label.toLowerCase().includes(wanted) && one.text !== typed);
  const starts = (one: { label: string }) => Number(!one.label.toLowerCase().startsWith(wanted));
  fitting.sort((a, b) => starts(a) - starts(b));
  return fitting.slice(0, MOST).map(({ label, kind, text: taken }) => ({ label, kind, text: taken, from, to }));
}

function endOfWord(text: string, caret: number, isTyping: boolean): number {
  if (!isTyping) return caret;
  const rest = /^[\w./-]*/.exec(text.slice(caret))?.[0] ?? "";
  return caret + rest.length;
}

/** What the grammar expects after these words, and the field a value belongs to. */
function expectation(settled: Piece[]): { expected: Expected; field: string } {
  let expected: Expected = "field";
  let field = "";
  let depthOfList = 0;
  let isBetween = false;
  for (const piece of settled) {
    const word = piece.text.toLowerCase();
    if (piece.kind === "sign" && word === "(" && expected === "value") depthOfList += 1;
    else if (piece.kind === "sign" && word === ")" && depthOfList > 0) [depthOfList, expected] = [0, "word"];
    else if (word === "," && depthOfList > 0) expected = "value";
    else if (expected === "field") {
      if (piece.kind === "word" && word !== "not") [field, expected] = [piece.text, "operator"];
    } else if (expected === "operator") {
      if (word === "null") expected = "word";
      else if (!["not", "is"].includes(word)) [expected, isBetween] = ["value", word === "between"];
    } else if (expected === "value") {
      if (depthOfList === 0) expected = "word";
    } else if (word === "and" && isBetween) [expected, isBetween] = ["value", false];
    else if (word === "and" || word === "or") expected = "field";
  }
  return { expected, field };
}

function optionsFor(expected: Expected, names: readonly FilterName[], known: FilterName | undefined): { label: string; kind: string; text: string }[] {
  if (expected === "field") return names.map((one) => ({ label: one.name, kind: one.kind ?? "", text: `${one.name} ` }));
  if (expected === "word") return ["and", "or"].map((word) => ({ label: word, kind: "", text: `${word} ` }));
  if (expected === "operator") {
    const signs = known?.isNumber ? NUMBER_SIGNS : known ? TEXT_SIGNS : [...new Set([...TEXT_SIGNS, ...NUMBER_SIGNS])];
    return signs.map((sign) => ({ label: sign, kind: "", text: sign === "in" ? "in (" : `${sign} ` }));
  }
  return (known?.values ?? []).map((value) => ({ label: value, kind: "value", text: `${quoted(value, known?.isNumber)} ` }));
}

function quoted(value: string, isNumber = false): string {
  return isNumber || /^-\d+(?:\.\d+)?[smhdw]$/.test(value) ? value : `'${value.replaceAll("'", "''")}'`;
}

/** Where the API says it could not read on ("at position 14" counts from 1), as an index; null when it does not say. */
export function positionIn(said: string): number | null {
  const match = /at position (\d+)/.exec(said);
  return match ? Number(match[1]) - 1 : null;
}

/** The word at an index, to underline it; one place behind the end when the text stops too early. */
export function wordAt(text: string, at: number): { from: number; to: number } {
  if (at >= text.length) return { from: text.length, to: text.length + 1 };
  const piece = pieces(text).find((one) => one.from <= at && at < one.to);
  return piece ? { from: piece.from, to: piece.to } : { from: at, to: at + 1 };
}
