import { useSyncExternalStore } from "react";

// One probe and one cache for the page: canvas needs colours in plain words, CSS has them as custom properties.
let version = 0;
let probe: HTMLSpanElement | undefined;
const resolved = new Map<string, string>();
const listeners = new Set<() => void>();
let isWatching = false;

function changed(): void {
  version += 1;
  resolved.clear();
  for (const listener of listeners) listener();
}

function watch(): void {
  isWatching = true;
  new MutationObserver(changed).observe(document.documentElement, {
    attributes: true,
    attributeFilter: ["data-theme", "class", "style"],
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", changed);
  matchMedia("(forced-colors: active)").addEventListener("change", changed);
}

function subscribe(listener: () => void): () => void {
  if (!isWatching) watch();
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** A number that grows with each change of theme; draw again when it does. */
export function useThemeVersion(): number {
  return useSyncExternalStore(
    subscribe,
    () => version,
    () => 0,
  );
}

/** Any CSS colour, `var(--hue-3)` included, as the browser computes it now. */
export function colourNow(css: string): string {
  const known = resolved.get(css);
  if (known !== undefined) return known;
  if (!isWatching) watch();
  if (!probe) {
    probe = document.createElement("span");
    probe.hidden = true;
    probe.style.transition = "none";
    document.body.append(probe);
  }
  probe.style.color = "";
  probe.style.color = css;
  const colour = getComputedStyle(probe).color;
  resolved.set(css, colour);
  return colour;
}

/** A custom property that is not a colour, such as `--font-ui`. */
export function propertyNow(name: string, fallback: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim() || fallback;
}
