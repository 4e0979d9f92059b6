import { useMemo, useRef, useState } from "react";
import { arrange, moved } from "./arrange";
import { nextSort } from "./order";
import { ranged, toggled } from "./selection";
import type { TableProps } from "./Table";
import type { Column, Item, Layout, Sort } from "./types";
import type { Items } from "./useItems";

const NO_SORT: readonly Sort[] = [];
const NO_KEYS: ReadonlySet<string> = new Set();
const NO_LAYOUT: Layout = {};

/** Order, selection and columns of a table: the page's when it gives them, the table's own otherwise. */
export function useTableState<Row>(props: TableProps<Row>) {
  const { columns, onSort, onSelect, onLayout } = props;
  const [ownSort, setOwnSort] = useState<readonly Sort[]>(props.sort ?? NO_SORT);
  const [ownSelected, setOwnSelected] = useState(NO_KEYS);
  const [ownLayout, setOwnLayout] = useState(NO_LAYOUT);
  const [closed, setClosed] = useState(NO_KEYS);
  const [active, setActive] = useState(0);
  const anchor = useRef(0);
  const sort = onSort ? (props.sort ?? NO_SORT) : ownSort;
  const selected = props.selected ?? ownSelected;
  const layout = onLayout ? (props.layout ?? NO_LAYOUT) : ownLayout;
  const shown = useMemo(() => arrange(columns, layout), [columns, layout]);
  const setLayout = (change: Partial<Layout>) => {
    setOwnLayout({ ...layout, ...change });
    onLayout?.({ ...layout, ...change });
  };
  const select = (keys: ReadonlySet<string>) => {
    setOwnSelected(keys);
    onSelect?.(keys);
  };
  return {
    sort,
    selected,
    layout,
    shown,
    closed,
    active,
    canSelect: Boolean(onSelect),
    setActive,
    select,
    reset: () => setLayout({ order: undefined, hidden: undefined, widths: undefined }),
    sortBy: (column: Column<Row>, isAdded: boolean) => {
      const next = nextSort(sort, column.id, isAdded, column.goal === "up");
      setOwnSort(next);
      onSort?.(next);
    },
    resize: (id: string, width: number) => setLayout({ widths: { ...layout.widths, [id]: width } }),
    move: (id: string, before: string | null) => {
      const order = arrange(columns, { ...layout, hidden: [] }).map((column) => column.id);
      setLayout({ order: moved(order, id, before) });
    },
    show: (id: string, isShown: boolean) => {
      const hidden = new Set(layout.hidden ?? columns.filter((column) => column.isHidden).map((column) => column.id));
      if (isShown) hidden.delete(id);
      else hidden.add(id);
      setLayout({ hidden: [...hidden] });
    },
    toggleGroup: (value: string) => setClosed(toggled(closed, value)),
    toggle: (item: Item<Row> | undefined, index: number) => {
      anchor.current = index;
      if (item?.kind === "row") select(toggled(selected, item.key));
    },
    range: (items: Items<Row>, index: number) => {
      const [first, last] = [Math.min(anchor.current, index), Math.max(anchor.current, index)];
      const here = items.at(index);
      setActive(index);
      select(ranged(selected, keysOf(items, first, last), !selected.has(here.key)));
    },
    selectLoaded: (items: Items<Row>) => {
      const keys = keysOf(items, 0, items.count - 1);
      select(ranged(selected, keys, keys.some((key) => !selected.has(key))));
    },
    checkedOf: (items: Items<Row>): boolean | "some" => {
      if (selected.size === 0) return false;
      return items.total !== null && selected.size >= items.total ? true : "some";
    },
  };
}

function keysOf<Row>(items: Items<Row>, first: number, last: number): string[] {
  const keys: string[] = [];
  for (let index = first; index <= last; index += 1) {
    const item = items.at(index);
    if (item.kind === "row") keys.push(item.key);
  }
  return keys;
}
