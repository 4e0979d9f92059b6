import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useLayoutEffect, useMemo, useRef, useState } from "react";
import { widthsOf } from "./arrange";
import type { Span } from "./TableRow";
import type { Column, Layout } from "./types";

const CHECK = 28; // room for the box in front of the first column

/** Which columns are in sight, and how wide each is; follows the window. */
export function useSpan<Row>(grid: RefObject<HTMLDivElement | null>, shown: readonly Column<Row>[], layout: Layout, hasChecks: boolean) {
  const spaceRef = useRef<HTMLDivElement>(null);
  const [space, setSpace] = useState(0);
  useLayoutEffect(() => {
    const element = spaceRef.current;
    if (!element) return;
    const measure = () => setSpace(element.clientWidth - 12); // 12: the scroll bar, so that filling never makes one
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const widths = useMemo(() => {
    const found = widthsOf(shown, layout, space - (hasChecks ? CHECK : 0));
    if (hasChecks && found.length) found[0] = found[0]! + CHECK;
    return found;
  }, [shown, layout, space, hasChecks]);
  // oxlint-disable-next-line react/incompatible-library -- no compiler memoizes here
  const virtual = useVirtualizer({
    horizontal: true,
    count: widths.length,
    getScrollElement: () => grid.current,
    estimateSize: (at) => widths[at]!,
    overscan: 3,
    useFlushSync: false,
  });
  useLayoutEffect(() => virtual.measure(), [virtual, widths]);
  const seen = virtual.getVirtualItems();
  const first = Math.max(1, seen[0]?.index ?? 1);
  const last = seen.at(-1)?.index ?? Math.min(widths.length - 1, 20);
  const span: Span<Row> = useMemo(() => {
    let before = 0;
    for (let at = 1; at < first; at += 1) before += widths[at]!;
    const needed = widths.reduce((sum, width) => sum + width, 0);
    return { columns: shown, widths, first, last, before, total: Math.max(needed, space), isWide: needed > space, hasChecks };
  }, [shown, widths, first, last, space, hasChecks]);
  return { span, spaceRef };
}
