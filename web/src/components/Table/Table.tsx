import { useVirtualizer } from "@tanstack/react-virtual";
import { type MouseEvent, type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { ErrorNote } from "../ErrorNote";
import { realCount, scrollTopOf, offsetAt } from "./scrollMap";
import styles from "./Table.module.css";
import { TableBar } from "./TableBar";
import { TableHead } from "./TableHead";
import { TableRow } from "./TableRow";
import type { Column, Layout, Sort, Source } from "./types";
import { useItems } from "./useItems";
import { useKeys } from "./useKeys";
import { useSpan } from "./useSpan";
import { useTableState } from "./useTableState";
import { useWaysOut } from "./useWaysOut";

export interface TableProps<Row> {
  /** What the table shows, for screen readers: "Runs of this project". */
  label: string;
  columns: readonly Column<Row>[];
  /** All rows; undefined while they load. Sorted and grouped here. */
  rows?: readonly Row[] | undefined;
  /** Or rows from the server, window by window. */
  source?: Source<Row>;
  rowKey: (row: Row) => string;
  sort?: readonly Sort[];
  onSort?: (sort: Sort[]) => void;
  /** Rows can be selected when `onSelect` is given. */
  selected?: ReadonlySet<string>;
  onSelect?: (selected: ReadonlySet<string>) => void;
  /** "Select all 12 480 that match", a query and not a list. */
  onSelectMatching?: () => void;
  onOpen?: (row: Row) => void;
  onPeek?: (row: Row) => void;
  compact?: boolean;
  /** Shown when there are no rows. */
  empty?: ReactNode;
  /** Id of a column; only for `rows`. */
  groupBy?: string;
  layout?: Layout;
  onLayout?: (layout: Layout) => void;
  /** One row: "run". */
  noun?: string;
  /** The Python that fetches these rows. */
  python?: string | (() => string);
  /** Buttons in the bar above. */
  tools?: ReactNode;
  /** Instead of the menu of columns, for a page that has more columns than a menu takes. */
  columnsTool?: ReactNode;
  hasNoBar?: boolean;
  /** Height in rows (14 at most when left out), or all the space of the parent. */
  fit?: number | "fill";
  /** The table of the page: takes j, k, x while nothing else has focus. */
  isMain?: boolean;
  /** "12 new runs": shown as a pill instead of moving rows under the pointer. */
  news?: { text: string; onShow: () => void } | null;
  error?: unknown;
}

const HEAD = 30;
const OVERSCAN = 5;

/** Rows and columns of any number, drawn as far as they are in sight. */
export function Table<Row>(props: TableProps<Row>) {
  const { label, columns, rowKey, onOpen, onPeek, compact, fit = 14, noun = "row", isMain = false } = props;
  const id = useId();
  const grid = useRef<HTMLDivElement>(null);
  const state = useTableState(props);
  const items = useItems({ rows: props.rows, source: props.source, columns, rowKey, sort: state.sort, groupBy: props.groupBy, closed: state.closed });
  const rowHeight = useRowHeight(compact);
  const { span, spaceRef } = useSpan(grid, state.shown, state.layout, Boolean(props.onSelect));
  // oxlint-disable-next-line react/incompatible-library -- no compiler memoizes here
  const virtual = useVirtualizer({
    count: realCount(items.count),
    getScrollElement: () => grid.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
    scrollMargin: 0,
    paddingStart: HEAD,
    useFlushSync: false,
  });
  useLayoutEffect(() => virtual.measure(), [virtual, rowHeight]);
  const viewHeight = virtual.scrollRect?.height ?? 0;
  const offset = offsetAt(virtual.scrollOffset ?? 0, items.count, rowHeight, viewHeight);
  const drawn = virtual.getVirtualItems();
  const first = (drawn[0]?.index ?? 0) + offset;
  const last = (drawn.at(-1)?.index ?? 0) + offset;
  const { want } = items;
  useEffect(() => want(first, last), [want, first, last]);
  const active = Math.min(state.active, Math.max(0, items.count - 1));
  const go = (index: number) => {
    state.setActive(index);
    reveal(grid.current, index, items.count, rowHeight);
  };
  const ways = useWaysOut(props, items, state.shown, state.selected);
  // a row that leaves gives its elements to one that comes; twice as many frames a second as making them anew
  const pool = Math.ceil(viewHeight / rowHeight) + 2 * OVERSCAN + 2;
  const itemAt = (index: number) => (index >= 0 && index < items.count ? items.at(index) : undefined);
  const act = (index: number, onRow: ((row: Row) => void) | undefined) => {
    const item = itemAt(index);
    if (item?.kind === "group") state.toggleGroup(item.group.value);
    if (item?.kind === "row") onRow?.(item.row);
  };
  const onKeyDown = useKeys(grid, isMain, {
    count: items.count,
    active,
    page: Math.max(1, Math.floor(viewHeight / rowHeight) - 2),
    go,
    open: () => act(active, onOpen ?? onPeek),
    peek: onPeek && (() => act(active, onPeek)),
    toggle: state.canSelect ? () => state.toggle(itemAt(active), active) : undefined,
    range: state.canSelect ? () => state.range(items, active) : undefined,
    selectAll: state.canSelect ? () => state.selectLoaded(items) : undefined,
    clear: state.selected.size ? () => state.select(new Set()) : undefined,
    copy: () => ways.copy("tsv"),
  });
  const onClick = (event: MouseEvent) => {
    const target = event.target as Element;
    const index = Number(target.closest<HTMLElement>("[data-index]")?.dataset["index"] ?? Number.NaN);
    if (Number.isNaN(index)) return;
    if (target.closest("a,button,select,textarea,input:not([readonly])")) return;
    state.setActive(index);
    const isCheck = target.closest("[data-check]") !== null;
    if (state.canSelect && event.shiftKey) state.range(items, index);
    else if (state.canSelect && (isCheck || event.ctrlKey || event.metaKey)) state.toggle(itemAt(index), index);
    else if (itemAt(index)?.kind === "group") act(index, undefined);
    else if (!String(getSelection() ?? "")) act(index, onPeek ?? onOpen);
  };
  const shownRows = fit === "fill" ? undefined : Math.min(Math.max(items.count, items.isLoading ? Math.min(fit, 6) : 1), fit);
  const height = shownRows === undefined ? undefined : HEAD + shownRows * rowHeight + 14;
  const isBlank = items.isEmpty && !items.error && !props.error;
  const known = props.source ? items.count : 0;
  return (
    <div className={`${styles.table} ${fit === "fill" ? styles.fill : ""}`}>
      {props.hasNoBar ? null : (
        <TableBar noun={noun} total={items.isLoading ? null : items.total} isExact={items.isExact} known={known}
          selectedCount={state.selected.size} onClear={() => state.select(new Set())} onSelectMatching={props.onSelectMatching}
          tools={props.tools} columnsTool={props.columnsTool} columns={columns} shown={state.shown} onShow={state.show} onReset={state.reset}
          onCopy={ways.copy} hasPython={Boolean(props.python)} onExport={ways.save} />
      )}
      {items.error || props.error ? <ErrorNote error={items.error ?? props.error} retry={items.error ? items.retry : undefined} /> : null}
      {isBlank ? <div className={styles.blank}>{props.empty ?? `No ${noun}s.`}</div> : null}
      <div ref={spaceRef} className={styles.frame} hidden={isBlank || undefined}>
        {props.news ? (
          <button type="button" className={styles.news} onClick={props.news.onShow}>
            {props.news.text}
          </button>
        ) : null}
        <div
          ref={grid}
          role="grid"
          tabIndex={0}
          aria-label={label}
          aria-rowcount={items.total === null ? -1 : items.total + 1}
          aria-colcount={state.shown.length}
          aria-multiselectable={state.canSelect || undefined}
          aria-activedescendant={active < items.count && active >= first && active <= last ? `${id}-${active}` : undefined}
          aria-busy={items.isLoading || undefined}
          className={`${styles.scroll} ${span.isWide ? styles.wide : ""} ${onOpen || onPeek ? styles.opens : ""}`}
          style={{ height }}
          onKeyDown={onKeyDown}
          onClick={onClick}
          onDoubleClick={() => onPeek && onOpen && act(active, onOpen)}
        >
          <div className={styles.space} style={{ height: Math.max(virtual.getTotalSize(), 1), width: span.total }} role="presentation">
            <TableHead span={span} sort={state.sort} onSort={state.sortBy} onWidth={state.resize} onMove={state.move}
              checked={state.canSelect ? state.checkedOf(items) : undefined} onCheck={() => state.selectLoaded(items)} />
            <div role="rowgroup">
              {drawn.map((line) => {
                const index = line.index + offset;
                const item = itemAt(index);
                if (!item) return null;
                return (
                  <TableRow key={line.index % pool} id={`${id}-${index}`} item={item} index={index} top={line.start} height={rowHeight}
                    span={span} isActive={index === active} isSelected={state.selected.has(item.key)} />
                );
              })}
            </div>
          </div>
        </div>
      </div>
    </div>
  );
}

function useRowHeight(compact: boolean | undefined): number {
  const [height] = useState(() => Number.parseInt(getComputedStyle(document.documentElement).getPropertyValue("--row"), 10) || 32);
  if (compact === undefined) return height;
  return compact ? 26 : 32;
}

/** Scrolls as little as needed for a row to stand clear of the head and the lower edge. */
function reveal(grid: HTMLDivElement | null, index: number, count: number, rowHeight: number): void {
  if (!grid) return;
  const room = grid.clientHeight - HEAD;
  const top = scrollTopOf(index, count, rowHeight, room);
  if (top < grid.scrollTop) grid.scrollTop = top;
  else if (top + rowHeight > grid.scrollTop + room) grid.scrollTop = top + rowHeight - room;
}
