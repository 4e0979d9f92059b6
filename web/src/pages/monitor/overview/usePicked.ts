import { useCallback, useMemo } from "react";
import { useSetUrl, useUrlState } from "../../../app/urlState";

export interface Picked {
  column: string;
  /** The start of its window. */
  start: string;
}

/** The cell of the strip that is open beside the page, in the address as `feature` and `window`. */
export function usePicked() {
  const [column] = useUrlState("feature", "");
  const [start] = useUrlState("window", "");
  const set = useSetUrl();
  const picked = useMemo((): Picked | null => (column === "" ? null : { column, start }), [column, start]);
  const pick = useCallback((feature: string, window: string) => set({ feature, window }, { push: column === "" }), [set, column]);
  const close = useCallback(() => set({ feature: null, window: null }), [set]);
  return { picked, pick, close };
}
