/** A small tokenizer for reading code: keywords, strings, numbers, comments. Not a parser, never wrong about the text. */

export type Language = "python" | "bash" | "json" | "sql" | "yaml" | "text";
export type Kind = "plain" | "keyword" | "string" | "number" | "comment" | "name";
export interface Token {
  kind: Kind;
  text: string;
  /** Where it starts. */
  at: number;
}

const PYTHON =
  "and|as|assert|async|await|break|class|continue|def|del|elif|else|except|False|finally|for|from|global|if|import|in|is|lambda|match|case|None|nonlocal|not|or|pass|raise|return|True|try|while|with|yield";
const SQL =
  "select|from|where|group|order|by|having|join|left|right|inner|outer|full|on|as|and|or|not|in|is|null|like|ilike|between|case|when|then|else|end|insert|into|values|update|set|delete|create|table|index|view|with|union|all|distinct|limit|offset|asc|desc|over|partition|exists|true|false";
const BASH = "if|then|else|elif|fi|for|in|do|done|while|case|esac|function|export|return|local|exit|set|source";

// order matters: what begins a comment or a string wins over everything inside it
const RULES: Record<Exclude<Language, "text">, RegExp> = {
  python: rule({
    comment: String.raw`#[^\n]*`,
    string: String.raw`[rbfuRBFU]{0,2}(?:"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$)|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?)`,
    keyword: String.raw`\b(?:${PYTHON})\b`,
    number: String.raw`\b(?:0[xX][\da-fA-F_]+|\d[\d_]*(?:\.[\d_]*)?(?:[eE][+-]?\d+)?)\b`,
    name: String.raw`@[\w.]+|\b\w+(?=\()`,
  }),
  bash: rule({
    comment: String.raw`(?<=^|\s)#[^\n]*`,
    string: String.raw`"(?:\\[\s\S]|[^"\\])*"?|'[^']*'?`,
    keyword: String.raw`(?<![\w./-])(?:${BASH})(?![\w./=-])`,
    number: String.raw`(?<![\w./-])\d+(?:\.\d+)?(?![\w./-])`,
    name: String.raw`\$\{?[\w@#?]+\}?|(?<=\s)--?[A-Za-z][\w-]*|(?<=^|[|;&]\s*)[\w./-]+(?=\s|$)`,
  }),
  json: rule({
    comment: String.raw`(?!)`,
    name: String.raw`"(?:\\.|[^"\\\n])*"(?=\s*:)`,
    string: String.raw`"(?:\\.|[^"\\\n])*"?`,
    keyword: String.raw`\b(?:true|false|null)\b`,
    number: String.raw`-?\b\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\b`,
  }),
  sql: rule({
    comment: String.raw`--[^\n]*|/\*[\s\S]*?(?:\*/|$)`,
    string: String.raw`'(?:''|[^'])*'?`,
    keyword: String.raw`\b(?:${SQL})\b`,
    number: String.raw`\b\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\b`,
    name: String.raw`"(?:""|[^"])*"|\b\w+(?=\()`,
  }),
  yaml: rule({
    comment: String.raw`(?<=^|\s)#[^\n]*`,
    name: String.raw`(?<=^[ \t-]*)[\w./"'-]+(?=\s*:(?:\s|$))`,
    string: String.raw`"(?:\\.|[^"\\\n])*"?|'(?:''|[^'\n])*'?`,
    keyword: String.raw`(?<=[:\s-])(?:true|false|null|yes|no|~)(?=\s|$)`,
    number: String.raw`(?<=[:\s[,-])-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?=[\s,\]]|$)`,
  }),
};

function rule(parts: Partial<Record<Kind, string>>): RegExp {
  const groups = Object.entries(parts).map(([kind, pattern]) => `(?<${kind}>${pattern})`);
  return new RegExp(groups.join("|"), "gm");
}

/** Beyond this length code is shown plain: colour is not worth a second of waiting. */
export const MOST_CHARACTERS = 200_000;

/** The text cut into tokens; joined again they are the text to the letter. */
export function tokens(text: string, language: Language): Token[] {
  if (language === "text" || text.length > MOST_CHARACTERS) return [{ kind: "plain", text, at: 0 }];
  const pattern = language === "sql" ? new RegExp(RULES.sql.source, "gim") : RULES[language];
  const found: Token[] = [];
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > at) found.push({ kind: "plain", text: text.slice(at, match.index), at });
    const kind = Object.entries(match.groups ?? {}).find(([, part]) => part !== undefined)?.[0] ?? "plain";
    found.push({ kind: kind as Kind, text: match[0], at: match.index });
    at = match.index + match[0].length;
  }
  if (at < text.length) found.push({ kind: "plain", text: text.slice(at), at });
  return found;
}
