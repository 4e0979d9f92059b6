import { useSyncExternalStore } from "react";

/** A preference kept in this browser, shared by all its tabs; where storage is forbidden it lasts until the reload. */
export interface Stored<T extends string> {
  get(): T;
  set(value: T): void;
  use(): T;
}

export function stored<T extends string>(key: string, choices: readonly [T, ...T[]], onChange?: () => void): Stored<T> {
  const name = `flyball.${key}`;
  const watchers = new Set<() => void>();
  let value = read();

  function read(): T {
    try {
      const found = localStorage.getItem(name) as T | null;
      return found !== null && choices.includes(found) ? found : choices[0];
    } catch {
      return choices[0];
    }
  }
  function changed(now: T): void {
    value = now;
    onChange?.();
    for (const watcher of watchers) watcher();
  }
  globalThis.addEventListener?.("storage", (event) => {
    if (event.key === name) changed(read());
  });
  return {
    get: () => value,
    set(now) {
      try {
        localStorage.setItem(name, now);
      } catch {
        // the value still holds for this page
      }
      changed(now);
    },
    use: () =>
      useSyncExternalStore(
        (watcher) => {
          watchers.add(watcher);
          return () => watchers.delete(watcher);
        },
        () => value,
      ),
  };
}
