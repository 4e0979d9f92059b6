import type { QueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useSyncExternalStore } from "react";
import { LiveChannel, type LiveEvent, type LiveState } from "./liveChannel";
import { touched } from "./touched";

export type { LiveEvent, Liveness, LiveState } from "./liveChannel";

const FLUSH_MS = 250; // at most four updates a second, however many events come
const QUIET: LiveState = { state: "off", asOf: 0, why: "" };

let channel: LiveChannel | null = null;
let state = QUIET;
let waiting: LiveEvent[] = [];
let flush: ReturnType<typeof setTimeout> | undefined;
const watchers = new Set<() => void>();
const listeners = new Set<(events: LiveEvent[]) => void>();

/** Follow a project's events until the returned function is called; queries they touch are asked again. */
export function followProject(project: string, client: QueryClient): () => void {
  stop();
  setState({ state: "connecting", asOf: Date.now(), why: "" });
  channel = new LiveChannel(project, {
    onState(now) {
      const wasAway = state.state === "reconnecting";
      setState(now);
      // Events of the gap come with the stream; answers that failed meanwhile come only when asked for.
      if (wasAway && now.state === "live") {
        void client.refetchQueries({ type: "active", predicate: (query) => query.state.status === "error" });
      }
    },
    onEvents(events) {
      waiting.push(...events);
      flush ??= setTimeout(() => release(project, client), FLUSH_MS);
    },
  });
  return stop;
}

function release(project: string, client: QueryClient): void {
  const events = waiting;
  waiting = [];
  flush = undefined;
  const nouns = touched(events);
  void client.invalidateQueries({
    predicate: ({ queryKey: [owner, noun] }) => owner === project && nouns.has(String(noun)),
  });
  for (const listener of listeners) listener(events);
}

function stop(): void {
  channel?.stop();
  channel = null;
  clearTimeout(flush);
  flush = undefined;
  waiting = [];
  setState(QUIET);
}

function setState(now: LiveState): void {
  state = now;
  for (const watcher of watchers) watcher();
}

/** Whether what is shown is current, for the dot in the bar. */
export function useLiveState(): LiveState {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => state,
  );
}

/** The project's events as they come, in batches, for pages that say "12 new runs" or follow a log. */
export function useEvents(listener: (events: LiveEvent[]) => void): void {
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => {
    const listen = (events: LiveEvent[]) => latest.current(events);
    listeners.add(listen);
    return () => {
      listeners.delete(listen);
    };
  }, []);
}
