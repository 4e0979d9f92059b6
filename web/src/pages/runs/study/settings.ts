import type { Study, Trial } from "../../../api/operations";
import { formatNumber } from "../../../format/number";

type Setting = Trial["params"][string];

export function settingText(params: Trial["params"]): string {
  return Object.entries(params).map(([name, value]) => `${name} ${valueText(value)}`).join(" · ");
}

export function valueText(value: Setting | undefined): string {
  if (value === null || value === undefined) return "–";
  return typeof value === "number" ? formatNumber(value) : String(value);
}

/** What a param may be, in words: "0.08 to 0.12", "one of adam, sgd". */
export function rangeText(range: Study["space"][string]): string {
  if (range.type === "choice") return `one of ${range.options.map(valueText).join(", ")}`;
  const scale = range.log ? ", on a log scale" : "";
  return `${valueText(range.low)} to ${valueText(range.high)}${range.type === "int" ? ", whole" : ""}${scale}`;
}

export interface Progress {
  number: number[];
  value: (number | null)[];
  best: (number | null)[];
}

/** The value of each trial and the best so far, by number; trials without a value are gaps. */
export function progressOf(trials: readonly Trial[], direction: Study["direction"]): Progress {
  const progress: Progress = { number: [], value: [], best: [] };
  let best: number | null = null;
  for (const trial of [...trials].sort((a, b) => a.number - b.number)) {
    const value = trial.state === "complete" ? trial.value : null;
    if (value !== null && (best === null || (direction === "maximize" ? value > best : value < best))) best = value;
    progress.number.push(trial.number);
    progress.value.push(value);
    progress.best.push(best);
  }
  return progress;
}
