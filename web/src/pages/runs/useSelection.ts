import { useCallback, useMemo } from "react";
import { newKey } from "../../api/call";
import { useUrlState } from "../../app/urlState";

const MOST_IN_ADDRESS = 50;
const KEY = "flyball.selection.";

/** The selected runs, in the address; a large selection is kept in this browser under a short id. */
export function useSelection(): [ReadonlySet<string>, (selected: ReadonlySet<string>) => void] {
  const [written, write] = useUrlState("selected", NONE);
  const selected = useMemo(() => new Set(readSelection(written)), [written]);
  const select = useCallback((now: ReadonlySet<string>) => write(writeSelection([...now])), [write]);
  return [selected, select];
}

const NONE: readonly string[] = [];

/** Ids as an address says them. */
export function writeSelection(ids: readonly string[]): readonly string[] {
  if (ids.length <= MOST_IN_ADDRESS) return ids;
  const name = newKey().slice(0, 8);
  try {
    sessionStorage.setItem(KEY + name, JSON.stringify(ids));
    return [`~${name}`];
  } catch {
    return ids.slice(0, MOST_IN_ADDRESS);
  }
}

export function readSelection(written: readonly string[]): readonly string[] {
  const [first] = written;
  if (!first?.startsWith("~")) return written;
  try {
    return (JSON.parse(sessionStorage.getItem(KEY + first.slice(1)) ?? "[]") as string[]) ?? NONE;
  } catch {
    return NONE;
  }
}
