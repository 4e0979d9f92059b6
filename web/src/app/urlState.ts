import { useRouter, useRouterState } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";

/** What a page may keep in its address. Lists are written with commas, records as JSON. */
export type UrlValue = string | number | boolean | readonly string[] | Record<string, unknown> | null;

type Wide<T> = T extends string ? string : T extends number ? number : T extends boolean ? boolean : T;

export interface SetOptions {
  /** Make an entry that Back undoes: for settled choices, not for each keystroke. */
  push?: boolean;
}

/**
 * A value of the page that lives in the query string: reload, Back and a pasted link restore it. The default is left
 * out; text that does not read as the default's type means the default; parameters of others are kept.
 */
export function useUrlState<T extends UrlValue>(
  key: string,
  initial: T,
): [Wide<T>, (value: Wide<T>, options?: SetOptions) => void] {
  const router = useRouter();
  const text = useRouterState({ select: ({ location }) => (location.search as Record<string, string>)[key] });
  const initialText = encode(initial);
  // By its text, so that a literal `{}` or `[]` as default does not make a new value with every render.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const value = useMemo(() => decode(text, initial), [text, initialText]);
  const set = useCallback(
    (now: Wide<T>, options: SetOptions = {}) => {
      const written = encode(now as UrlValue);
      setSearch(router.history, { [key]: written === initialText ? null : written }, options);
    },
    [router, key, initialText],
  );
  return [value as Wide<T>, set];
}

/** Several parameters in one step; null takes one out. */
export function useSetUrl(): (changes: Record<string, string | null>, options?: SetOptions) => void {
  const router = useRouter();
  return useCallback((changes, options = {}) => setSearch(router.history, changes, options), [router]);
}

interface History {
  location: { pathname: string; search: string; hash: string };
  push(path: string): void;
  replace(path: string): void;
}

function setSearch(history: History, changes: Record<string, string | null>, { push = false }: SetOptions): void {
  // From the history itself: two changes in one tick must not undo each other.
  const { pathname, search, hash } = history.location;
  const query = new URLSearchParams(search);
  for (const [key, text] of Object.entries(changes)) {
    if (text === null) query.delete(key);
    else query.set(key, text);
  }
  const path = pathname + stringifySearch(Object.fromEntries(query)) + hash;
  if (path === pathname + search + hash) return;
  if (push) history.push(path);
  else history.replace(path);
}

export function encode(value: UrlValue): string {
  if (value === null) return "";
  if (typeof value === "boolean") return value ? "1" : "0";
  if (Array.isArray(value)) return value.map((part: string) => part.replace(/[\\,]/g, "\\$&")).join(",");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

export function decode(text: string | undefined, initial: UrlValue): UrlValue {
  if (text === undefined) return initial;
  if (typeof initial === "number") return text !== "" && Number.isFinite(Number(text)) ? Number(text) : initial;
  if (typeof initial === "boolean") return text === "1" || text === "true" || (text === "0" || text === "false" ? false : initial);
  if (Array.isArray(initial)) return text === "" ? [] : splitList(text);
  if (typeof initial === "object" && initial !== null) return readRecord(text) ?? initial;
  return text;
}

function splitList(text: string): string[] {
  return (text.match(/(?:\\.|[^,\\])+/g) ?? []).map((part) => part.replace(/\\(.)/g, "$1"));
}

function readRecord(text: string): Record<string, unknown> | null {
  try {
    const found: unknown = JSON.parse(text);
    return typeof found === "object" && found !== null && !Array.isArray(found) ? (found as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** For the router: the query string as plain text by name, never as JSON that turns `1e5` of an id into a number. */
export function parseSearch(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search));
}

export function stringifySearch(search: Record<string, unknown>): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    if (value !== undefined && value !== null) query.set(key, String(value));
  }
  // Readable where the standard allows it: filters and Refs are meant to be read in the address bar.
  const text = query.toString().replaceAll("%3A", ":").replaceAll("%2F", "/").replaceAll("%2C", ",").replaceAll("%40", "@");
  return text && `?${text}`;
}
