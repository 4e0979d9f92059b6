import { useSyncExternalStore } from "react";
import { currentProject } from "../../api/place";

export interface SavedView {
  name: string;
  /** The query string of the runs page. */
  search: string;
}

const PASSING = ["run", "selected"]; // what is open and selected is of the moment, not of the view
const NONE: readonly SavedView[] = [];
const watchers = new Set<() => void>();
let held: { key: string; text: string; views: readonly SavedView[] } = { key: "", text: "", views: NONE };

const keyOf = () => `flyball.views.runs.${currentProject()}`;

export function useViews(): readonly SavedView[] {
  return useSyncExternalStore((watcher) => {
    watchers.add(watcher);
    addEventListener("storage", watcher);
    return () => {
      watchers.delete(watcher);
      removeEventListener("storage", watcher);
    };
  }, read);
}

export function saveView(name: string, search: string): void {
  const query = new URLSearchParams(search);
  for (const key of PASSING) query.delete(key);
  const text = query.toString();
  write([...read().filter((view) => view.name !== name), { name, search: text && `?${text}` }]);
}

export function deleteView(name: string): void {
  write(read().filter((view) => view.name !== name));
}

function read(): readonly SavedView[] {
  const key = keyOf();
  try {
    const text = localStorage.getItem(key) ?? "[]";
    if (held.key !== key || held.text !== text) held = { key, text, views: JSON.parse(text) as SavedView[] };
    return held.views;
  } catch {
    return held.key === key ? held.views : NONE;
  }
}

function write(views: SavedView[]): void {
  const text = JSON.stringify(views);
  try {
    localStorage.setItem(keyOf(), text);
  } catch {
    held = { key: keyOf(), text: "", views }; // storage is forbidden: they last until the reload
  }
  for (const watcher of watchers) watcher();
}
