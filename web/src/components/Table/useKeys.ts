import type { KeyboardEvent, RefObject } from "react";
import { useShortcut } from "../../app/keyboard";

const GROUP = "Tables";

export interface Moves {
  count: number;
  active: number;
  page: number;
  go: (index: number) => void;
  open: () => void;
  peek: (() => void) | undefined;
  toggle: (() => void) | undefined;
  range: (() => void) | undefined;
  selectAll: (() => void) | undefined;
  clear: (() => void) | undefined;
  copy: () => void;
}

/** The keys of a table: j k x Enter Space, the arrows, and Ctrl+C for what is selected. True when it was one of them. */
function pressed(event: KeyboardEvent, moves: Moves): boolean {
  const { count, active, page, go } = moves;
  const isHeld = event.ctrlKey || event.metaKey;
  if (event.altKey) return false;
  if (isHeld) {
    if (event.key === "a" && moves.selectAll) return done(moves.selectAll);
    if (event.key === "c" && !String(globalThis.getSelection() ?? "")) return done(moves.copy);
    return false;
  }
  switch (event.key) {
    case "j":
    case "ArrowDown":
      return done(() => go(Math.min(count - 1, active + 1)));
    case "k":
    case "ArrowUp":
      return done(() => go(Math.max(0, active - 1)));
    case "PageDown":
      return done(() => go(Math.min(count - 1, active + page)));
    case "PageUp":
      return done(() => go(Math.max(0, active - page)));
    case "Home":
      return done(() => go(0));
    case "End":
      return done(() => go(count - 1));
    case "Enter":
      return done(moves.open);
    case " ":
      return moves.peek ? done(moves.peek) : false;
    case "x":
      return moves.toggle ? done(moves.toggle) : false;
    case "X":
      return moves.range ? done(moves.range) : false;
    case "Escape":
      return moves.clear ? done(moves.clear) : false;
    default:
      return false;
  }
}

function done(act: () => void): true {
  act();
  return true;
}

/** Handles keys while the table has focus; the main table of a page also takes j, k, x while nothing has. */
export function useKeys(grid: RefObject<HTMLElement | null>, isMain: boolean, moves: Moves) {
  const enter = (act: () => void) => () => {
    grid.current?.focus({ preventScroll: true });
    act();
  };
  const { count, active, go } = moves;
  useShortcut("j", "Next row", enter(() => go(Math.min(count - 1, active + 1))), GROUP, isMain);
  useShortcut("k", "Row before", enter(() => go(Math.max(0, active - 1))), GROUP, isMain);
  useShortcut("x", "Select the row, with Shift up to here", enter(() => moves.toggle?.()), GROUP, isMain && Boolean(moves.toggle));
  return (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return; // inside a control of a cell or of the head its own keys count
    if (pressed(event, moves)) event.preventDefault();
  };
}
