import { useMemo } from "react";
import { useUrlState } from "../../app/urlState";
import { useShortcut } from "../../app/keyboard";
import { useNow } from "../../components/Time";
import { parseRange } from "../../format/time";
import { moved, type Range, snapped, type Span, spansIn, writeRange } from "./strip";

const PRESETS = [12, 4] as const;

/** The one time axis of the page: what the brush chose, in the address as `t`, moved by keys. */
export function useAxis(spans: readonly Span[]) {
  const now = useNow();
  const [text, setText] = useUrlState("t", "");
  const first = spans[0]?.from ?? 0;
  const last = spans.at(-1)?.to ?? 1;
  const domain = useMemo((): Range => [first, last], [first, last]);
  const isMoving = text.includes("now");
  const given = useMemo(() => (text === "" ? null : parseRange(text, isMoving ? now : 0)), [text, isMoving, now]);
  const brush = useMemo((): Range | null => (given === null ? null : [given.start, given.end]), [given]);
  const shown = useMemo(() => spansIn(spans, brush), [spans, brush]);
  const set = (range: Range | null): void => setText(writeRange(range === null ? null : snapped(spans, range)));
  const preset = (): void => {
    const next = PRESETS.find((count) => count < shown.length) ?? 0;
    const from = next === 0 ? undefined : spans.at(-next);
    set(from ? [from.from, last] : null);
  };
  const move = (by: -1 | 1) => (): void => {
    const next = moved(spans, brush ? shown : spans.slice(-PRESETS[0]), by);
    if (next) set(next);
  };
  useShortcut("t", "Time range: the last 12 windows, the last 4, all", preset);
  useShortcut("0", "All windows", () => set(null));
  useShortcut("[", "Earlier", move(-1));
  useShortcut("]", "Later", move(1));
  return { domain, brush, shown, set, preset, earlier: move(-1), later: move(1) };
}

export type Axis = ReturnType<typeof useAxis>;
