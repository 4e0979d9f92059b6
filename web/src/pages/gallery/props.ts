/** What the written list of components says of one, so that the gallery and the list cannot differ. */
export function propsOf(name: string, pages: readonly string[]): string[] {
  const lines = pages.flatMap((page) => page.split("\n")).filter((line) => line.startsWith("- "));
  return lines.map((line) => partOf(line.slice(2), name)).filter((part) => part !== "");
}

/** Several components may share a line, with a dot between them. */
function partOf(line: string, name: string): string {
  const start = new RegExp(`^\`${name}(?:<\\w+>|\\([^)]*\\))?\``);
  const own = line.split(" · ").filter((part) => start.test(part));
  return own.join(" · ").replaceAll("`", "");
}
