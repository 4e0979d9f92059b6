const TOKEN = /\s+|'(?:[^']|'')*'?|"(?:[^"]|"")*"?|`(?:[^`]|``)*`?|[()]|[^\s()'"`]+/g;

/** The parts of a filter that have to hold all together, as written; one part when it is no plain list of them. */
export function conditionsOf(filter: string): string[] {
  const parts: string[] = [""];
  let depth = 0;
  let isBetween = false;
  for (const [word] of filter.matchAll(TOKEN)) {
    const lower = word.toLowerCase();
    if (word === "(") depth += 1;
    if (word === ")") depth -= 1;
    if (depth === 0 && lower === "or") return [filter.trim()]; // it binds weaker than every "and"
    if (depth === 0 && lower === "and" && !isBetween) {
      parts.push("");
      continue;
    }
    if (lower === "between") isBetween = true;
    else if (lower === "and") isBetween = false;
    parts[parts.length - 1] += word;
  }
  return parts.map((part) => part.trim()).filter(Boolean);
}
