import { useCallback, useEffect, useRef, useState } from "react";
import { newKey } from "../../api/call";
import { useUrlState } from "../../app/urlState";

const MOST_IN_ADDRESS = 50;
const KEY = "flyball.selection.";

/**
 * The selected runs, in the address; a large selection is kept in this browser under a short id. The selection itself
 * changes at once, the address a moment later, so that keys pressed in quick succession all count.
 */
export function useSelection(): [ReadonlySet<string>, (selected: ReadonlySet<string>) => void] {
  const [written, write] = useUrlState("selected", NONE);
  const [selected, setSelected] = useState<ReadonlySet<string>>(() => new Set(readSelection(written)));
  const underway = useRef<string[]>([]);
  const text = written.join(",");
  useEffect(() => {
    const at = underway.current.indexOf(text);
    // what comes back is our own, perhaps with later ones to follow; anything else is Back, or another link
    if (at >= 0) underway.current.splice(0, at + (at < underway.current.length - 1 ? 1 : 0));
    else setSelected(new Set(readSelection(text === "" ? NONE : text.split(","))));
  }, [text]);
  const select = useCallback(
    (now: ReadonlySet<string>) => {
      const next = writeSelection([...now]);
      underway.current.push(next.join(","));
      setSelected(now);
      write(next);
    },
    [write],
  );
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
