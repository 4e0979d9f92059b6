import { useCallback, useState } from "react";
import { useEvents } from "../../api/live";

const FEW = 400; // rows that may be asked again without being asked

/** What happened to runs since the rows were read: new ones wait for a click, changed ones are asked again at once. */
export function useRunNews(countLoaded: () => number) {
  const [fresh, setFresh] = useState<ReadonlySet<string>>(NONE);
  const [version, setVersion] = useState(0);
  useEvents((events) => {
    const started = events.filter(({ kind }) => kind === "run.started").map(({ ref }) => ref);
    if (started.length) setFresh((now) => new Set([...now, ...started]));
    const isChanged = events.some(({ kind, ref }) => kind.startsWith("run.") && kind !== "run.started" && !fresh.has(ref));
    // rows are never moved under the pointer: while new runs wait, the old rows stay as they are
    if (isChanged && started.length === 0 && fresh.size === 0 && countLoaded() <= FEW) setVersion((now) => now + 1);
  });
  const onShow = useCallback(() => {
    setFresh(NONE);
    setVersion((now) => now + 1);
  }, []);
  const text = fresh.size === 1 ? "1 new run" : `${fresh.size} new runs`;
  return { version, news: fresh.size ? { text, onShow } : null };
}

const NONE: ReadonlySet<string> = new Set();
