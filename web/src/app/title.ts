import { useEffect, useSyncExternalStore } from "react";
import { currentProject } from "../api/place";
import { announce } from "../components/announce";
import { remember } from "./recent";

let shown = "";
let isFirst = true;
const watchers = new Set<() => void>();

/** Names the page: the tab of the browser, the last part of the breadcrumb, the list of recent places. */
export function useTitle(name: string): void {
  useEffect(() => {
    if (!name) return;
    const project = currentProject();
    document.title = [name, project, "Flyball"].filter(Boolean).join(" · ");
    if (project) remember(project, { path: location.pathname + location.search, title: name });
    if (isFirst) isFirst = false; // the browser itself reads the title of a page it has loaded
    else announce(name);
    show(name);
    return () => show("");
  }, [name]);
}

/** The name that the page has given itself. */
export function useShownTitle(): string {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => shown,
  );
}

function show(name: string): void {
  shown = name;
  for (const watcher of watchers) watcher();
}
