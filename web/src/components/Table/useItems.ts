import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { groupItems } from "./groups";
import { sortRows } from "./order";
import type { Column, Item, Sort, Source } from "./types";
import { Windows } from "./windows";

/** The rows of a table by index, wherever they come from. */
export interface Items<Row> {
  /** How many rows the scroll area has. */
  count: number;
  at: (index: number) => Item<Row>;
  /** What is in memory now, for copying. */
  loaded: () => Row[];
  /** All rows, read to the end, for an export. */
  all: (onProgress: (count: number) => void) => Promise<Row[]>;
  /** How many match in all; null while that is not known. */
  total: number | null;
  isExact: boolean;
  isLoading: boolean;
  isEmpty: boolean;
  error: unknown;
  retry: () => void;
  want: (first: number, last: number) => void;
}

interface Options<Row> {
  rows: readonly Row[] | undefined;
  source: Source<Row> | undefined;
  columns: readonly Column<Row>[];
  rowKey: (row: Row) => string;
  sort: readonly Sort[];
  groupBy: string | undefined;
  closed: ReadonlySet<string>;
}

const NONE: readonly never[] = [];
const MOST_EXPORTED = 100_000;
const AWAITED = 6; // rows shown as loading while the page has none to give
const AHEAD = 20; // rows shown as loading below the last one read

export function useItems<Row>(options: Options<Row>): Items<Row> {
  const here = useRows(options);
  const far = useWindows(options);
  return options.source ? far : here;
}

function useRows<Row>({ rows, columns, rowKey, sort, groupBy, closed }: Options<Row>): Items<Row> {
  const given: readonly Row[] = rows ?? NONE;
  const sorted = useMemo(() => (sort.length ? sortRows(given, columns, sort) : given), [given, columns, sort]);
  const by = columns.find((column) => column.id === groupBy);
  return useMemo(() => {
    const grouped = by ? groupItems(sorted, by, rowKey, closed) : null;
    return {
      count: rows === undefined ? AWAITED : grouped ? grouped.length : sorted.length,
      at: (index) => {
        if (grouped?.[index]) return grouped[index];
        const row = sorted[index];
        return row === undefined ? { kind: "loading", key: `loading:${index}` } : { kind: "row", row, key: rowKey(row) };
      },
      loaded: () => [...sorted],
      all: async () => [...sorted],
      total: sorted.length,
      isExact: true,
      isLoading: rows === undefined,
      isEmpty: rows !== undefined && sorted.length === 0,
      error: null,
      retry: () => undefined,
      want: () => undefined,
    };
  }, [sorted, by, rowKey, closed, rows]);
}

function useWindows<Row>({ source, sort, rowKey }: Options<Row>): Items<Row> {
  const key = source?.key;
  const order = JSON.stringify(sort);
  const [held, setHeld] = useState(() => ({ key, order, version: source?.version, windows: makeWindows(source, sort) }));
  let windows = held.windows;
  if (held.key !== key || held.order !== order) {
    // another query: its rows are other rows, so the old ones go at once and the scroll position with them
    windows = makeWindows(source, sort);
    setHeld({ key, order, version: source?.version, windows });
  }
  useEffect(() => {
    if (source && held.version !== source.version) {
      setHeld((now) => ({ ...now, version: source.version }));
      void held.windows.refresh(source);
    }
  }, [source, held]);
  useEffect(() => () => windows.stop(), [windows]);
  const changes = useSyncExternalStore(windows.subscribe, windows.snapshot);
  // `changes` stands for everything read from `windows`, which keeps its identity
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  return useMemo(() => itemsOf(windows, rowKey), [windows, rowKey, changes]);
}

function makeWindows<Row>(source: Source<Row> | undefined, sort: readonly Sort[]): Windows<Row> {
  return new Windows<Row>(source ?? { key: "", read: async () => ({ rows: [], next: null }) }, sort);
}

function itemsOf<Row>(windows: Windows<Row>, rowKey: (row: Row) => string): Items<Row> {
  const isFirst = windows.known === 0 && !windows.isEnded;
  return {
    count: windows.known + (windows.isEnded || windows.error ? 0 : AHEAD),
    at: (index) => {
      const row = windows.rowAt(index);
      return row === undefined ? { kind: "loading", key: `loading:${index}` } : { kind: "row", row, key: rowKey(row) };
    },
    loaded: () => Array.from({ length: windows.known }, (_, at) => windows.rowAt(at)).filter((row) => row !== undefined),
    all: (onProgress) => windows.all(MOST_EXPORTED, onProgress),
    total: windows.total,
    isExact: windows.isExact,
    isLoading: isFirst && !windows.error,
    isEmpty: windows.isEnded && windows.known === 0,
    error: windows.error,
    retry: () => windows.retry(),
    want: (first, last) => windows.want(first, last),
  };
}
