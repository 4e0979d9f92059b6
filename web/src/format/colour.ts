/** The colour of a series: a thing keeps its hue on every page, because the hue comes from its id. */

export const HUES = 12;
export const GREY = "var(--text-3)";

/** FNV-1a over the text, folded to one of twelve hues. */
export function hueOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < id.length; at += 1) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
  return ((hash ^ (hash >>> 15)) >>> 0) % HUES;
}

export function colourOf(id: string): string {
  return `var(--hue-${hueOf(id)})`;
}

/**
 * Colours for things drawn together: each keeps its own hue unless that is taken, then it takes the next free one;
 * the thirteenth and later are grey until they are pointed at.
 */
export function coloursOf(ids: readonly string[]): Map<string, string> {
  const taken = new Set<number>();
  const colours = new Map<string, string>();
  for (const id of new Set(ids)) {
    if (taken.size === HUES) {
      colours.set(id, GREY);
      continue;
    }
    let hue = hueOf(id);
    while (taken.has(hue)) hue = (hue + 1) % HUES;
    taken.add(hue);
    colours.set(id, `var(--hue-${hue})`);
  }
  return colours;
}
