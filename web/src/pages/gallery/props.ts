/** The lines on a component in the written list of components, so that the gallery and the list cannot differ. */
export function propsOf(name: string, pages: readonly string[]): string[] {
  const word = new RegExp(`\`${name}(?:<\\w+>|\\([^)]*\\))?\``);
  const lines = pages.flatMap((page) => page.split("\n")).filter((line) => line.startsWith("- ") && word.test(line));
  return lines.map((line) => partOf(line.slice(2), name));
}

/** Several components may share a line, with a dot between them. */
function partOf(line: string, name: string): string {
  const parts = line.split(" · ");
  const own = parts.filter((part) => new RegExp(`^\`${name}(?:<\\w+>|\\([^)]*\\))?\``).test(part));
  return (own.length ? own.join(" · ") : line).replaceAll("`", "");
}
