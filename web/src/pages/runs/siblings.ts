/** The runs of the list one came from, for `[` and `]` on a run's page; they last until the tab is closed. */
const KEY = "flyball.siblings.run";
const MOST = 1_000;

export function rememberSiblings(ids: readonly string[]): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(ids.slice(0, MOST)));
  } catch {
    // without them the keys do nothing
  }
}

export function siblingOf(id: string, step: 1 | -1): string | null {
  try {
    const ids = JSON.parse(sessionStorage.getItem(KEY) ?? "[]") as string[];
    const at = ids.indexOf(id);
    return at < 0 ? null : (ids[at + step] ?? null);
  } catch {
    return null;
  }
}
