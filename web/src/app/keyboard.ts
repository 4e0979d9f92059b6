import { useEffect, useRef, useSyncExternalStore } from "react";
import { singleKeys } from "./preferences";

/** One key, or keys one after another (`g m`), or with ⌘/Ctrl (`mod+k`), and what it does. */
export interface Shortcut {
  keys: string;
  label: string;
  group: string;
  run: () => void;
}

const SEQUENCE_MS = 1_200;
const TYPING = 'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable=""], [contenteditable="true"]';
const CAPTIVE = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]';

let shortcuts: readonly Shortcut[] = [];
const watchers = new Set<() => void>();
let typed = "";
let typedAt = 0;

export const isMac = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? "");

/** Register while the component is there. The one registered last wins, so a page may take a key of the shell. */
export function useShortcut(keys: string, label: string, run: () => void, group = "This page", isOn = true): void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    if (!isOn) return;
    return register({ keys, label, group, run: () => latest.current() });
  }, [keys, label, group, isOn]);
}

export function register(shortcut: Shortcut): () => void {
  change([...shortcuts, shortcut]);
  return () => change(shortcuts.filter((other) => other !== shortcut));
}

/** All that work now, for the help. */
export function useShortcuts(): readonly Shortcut[] {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => shortcuts,
  );
}

/** `mod+k` as people see it on their keyboard. */
export function keyLabel(keys: string): string {
  return keys.replace("mod+", isMac ? "⌘" : "Ctrl ").replace("shift+", isMac ? "⇧" : "Shift ");
}

export function listenToKeys(): () => void {
  addEventListener("keydown", press);
  return () => removeEventListener("keydown", press);
}

function press(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.repeat || event.isComposing) return;
  const key = nameOf(event);
  if (key === "") return;
  const isPlain = !key.startsWith("mod+");
  if (isPlain && (singleKeys.get() === "off" || isElsewhere(event.target))) return;
  typed = isPlain && event.timeStamp - typedAt < SEQUENCE_MS ? `${typed} ${key}`.trim() : key;
  typedAt = event.timeStamp;
  const found = find(typed) ?? (typed === key ? undefined : find(key));
  if (found) {
    event.preventDefault();
    typed = "";
    found.run();
  } else if (!shortcuts.some(({ keys }) => keys.startsWith(`${typed} `))) {
    typed = shortcuts.some(({ keys }) => keys.startsWith(`${key} `)) ? key : "";
  }
}

function find(keys: string): Shortcut | undefined {
  return shortcuts.findLast((shortcut) => shortcut.keys === keys);
}

function nameOf(event: KeyboardEvent): string {
  if (["Shift", "Control", "Alt", "Meta"].includes(event.key)) return "";
  if (event.ctrlKey || event.metaKey) return `mod+${event.key.toLowerCase()}`;
  if (event.altKey && !/^[[\]/?.]$/.test(event.key)) return ""; // on some layouts [ and ] need AltGr
  return event.shiftKey && /^[A-Z]$/.test(event.key) ? `shift+${event.key.toLowerCase()}` : event.key;
}

function isElsewhere(target: EventTarget | null): boolean {
  return target instanceof Element && (target.closest(TYPING) !== null || target.closest(CAPTIVE) !== null);
}

function change(now: readonly Shortcut[]): void {
  shortcuts = now;
  for (const watcher of watchers) watcher();
}
