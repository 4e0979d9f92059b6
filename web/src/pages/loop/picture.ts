import type { Cycle, Decision } from "../../api/operations";

const ROLLING = new Set<Decision["kind"]>(["shadow", "canary", "advance", "promote", "roll_back", "confirm"]);
const DECIDING = new Set<Decision["kind"]>(["nothing", "skip", "start"]);

export interface Picture {
  /** The last look at the world, with its numbers. */
  looked: Decision | undefined;
  decided: Decision | undefined;
  trained: Cycle | undefined;
  compared: Cycle | undefined;
  rolled: Decision | undefined;
  /** The cycle that brought what is live now. */
  live: Cycle | undefined;
}

/** The last thing each stage of the loop showed; both lists come newest first. */
export function pictureOf(cycles: readonly Cycle[], decisions: readonly Decision[]): Picture {
  return {
    looked: decisions.find(({ evidence }) => "new_labels" in evidence),
    decided: decisions.find(({ kind }) => DECIDING.has(kind)),
    trained: cycles.find(({ challenger }) => challenger !== null),
    compared: cycles.find(({ verdicts }) => verdicts.length > 0),
    rolled: decisions.find(({ kind }) => ROLLING.has(kind)),
    live: cycles.find(({ outcome }) => outcome === "promoted"),
  };
}
