import { useEffect, useRef, useSyncExternalStore } from "react";

/** Something the page can do now; shown in the command menu and, where it has a key, in the help. */
export interface PageAction {
  id: string;
  label: string;
  run: () => void;
  shortcut?: string;
  /** Why not, in words. */
  disabledBecause?: string | null | false;
}

let registered: readonly { current: readonly PageAction[] }[] = [];
let all: readonly PageAction[] = [];
const watchers = new Set<() => void>();

/** Offer actions while the component is there; they may change with every render. */
export function useActions(actions: readonly PageAction[]): void {
  const latest = useRef(actions);
  const names = actions.map(({ id, label, disabledBecause }) => `${id}\n${label}\n${disabledBecause || ""}`).join("\n\n");
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    registered = [...registered, latest];
    tell();
    return () => {
      registered = registered.filter((other) => other !== latest);
      tell();
    };
  }, [names]);
}

export function usePageActions(): readonly PageAction[] {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => all,
  );
}

function tell(): void {
  // By place in the list: what runs is the action of the newest render, not of the one that registered it.
  all = registered.flatMap((ref) => ref.current.map((action, i) => ({ ...action, run: () => ref.current[i]?.run() })));
  for (const watcher of watchers) watcher();
}
