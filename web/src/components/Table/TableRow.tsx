import { ChevronDown, ChevronRight } from "lucide-react";
import { memo } from "react";
import { counted, formatNumber } from "../../format/number";
import { CellContent } from "./CellContent";
import { summaryOf } from "./groups";
import styles from "./Table.module.css";
import type { Column, Item } from "./types";

/** The part of the columns that is on the screen; the first one always is. */
export interface Span<Row> {
  columns: readonly Column<Row>[];
  widths: readonly number[];
  first: number;
  last: number;
  /** Width of what is left out before `first`. */
  before: number;
  total: number;
  /** There is more than fits, so the first column has to stay when the rest scrolls. */
  isWide: boolean;
  hasChecks: boolean;
}

interface TableRowProps<Row> {
  id: string;
  item: Item<Row>;
  index: number;
  top: number;
  height: number;
  span: Span<Row>;
  isActive: boolean;
  isSelected: boolean;
}

/** One row. Clicks are handled by the table, which reads `data-index`, so a row is drawn again only when it changes. */
function TableRowPlain<Row>(props: TableRowProps<Row>) {
  const { id, item, index, top, height, span, isActive, isSelected } = props;
  const classes = [styles.row, isActive ? styles.active : "", isSelected ? styles.selected : "", item.kind === "group" ? styles.group : ""];
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={span.hasChecks && item.kind === "row" ? isSelected : undefined}
      data-index={index}
      className={classes.join(" ")}
      style={{ height, width: span.total, transform: `translateY(${top}px)` }}
    >
      {visible(span).map((at) => (
        <Cell key={span.columns[at]!.id} at={at} item={item} span={span} isSelected={isSelected} />
      ))}
    </div>
  );
}

/** Items are made anew whenever they are asked for; what counts is the row inside. */
function isSame<Row>({ item: a, ...one }: TableRowProps<Row>, { item: b, ...other }: TableRowProps<Row>): boolean {
  if (a.kind !== b.kind || a.key !== b.key) return false;
  if (a.kind === "row" && b.kind === "row" && a.row !== b.row) return false;
  if (a.kind === "group" && b.kind === "group" && (a.group.isOpen !== b.group.isOpen || a.group.rows !== b.group.rows)) return false;
  return (Object.keys(one) as (keyof typeof one)[]).every((name) => Object.is(one[name], other[name]));
}

export const TableRow = memo(TableRowPlain, isSame) as typeof TableRowPlain;

/** Indexes of the columns to draw: the sticky first one, then those in sight. */
export function visible<Row>(span: Span<Row>): number[] {
  const indexes = span.columns.length ? [0] : [];
  for (let at = Math.max(1, span.first); at <= span.last; at += 1) indexes.push(at);
  return indexes;
}

function Cell<Row>({ at, item, span, isSelected }: { at: number; item: Item<Row>; span: Span<Row>; isSelected: boolean }) {
  const column = span.columns[at]!;
  const isFirstSeen = at === Math.max(1, span.first);
  const side = column.align === "end" ? styles.end : "";
  return (
    <div
      role="gridcell"
      aria-colindex={at + 1}
      className={`${styles.cell} ${side} ${at === 0 ? styles.sticky : ""}`}
      style={{ width: span.widths[at], marginInlineStart: isFirstSeen ? span.before : undefined }}
    >
      {at === 0 && span.hasChecks && item.kind === "row" ? (
        <span className={styles.check} data-check>
          <input type="checkbox" tabIndex={-1} checked={isSelected} readOnly aria-label="Select this row" />
        </span>
      ) : null}
      <Inside at={at} column={column} item={item} />
    </div>
  );
}

function Inside<Row>({ at, column, item }: { at: number; column: Column<Row>; item: Item<Row> }) {
  // a cell of the page may hold state of its own, which must not pass to another row with the elements
  if (item.kind === "row") return <CellContent key={column.cell ? item.key : undefined} column={column} row={item.row} />;
  if (item.kind === "loading") return <span className={styles.coming} />;
  if (at === 0) {
    const Chevron = item.group.isOpen ? ChevronDown : ChevronRight;
    return (
      <>
        <Chevron size={14} aria-hidden />
        <span className="name">{item.group.value}</span>
        <span className={styles.count}>{counted(item.group.rows.length, "row")}</span>
      </>
    );
  }
  const summary = summaryOf(item.group.rows, column);
  if (!summary) return null;
  return (
    <span className="number" title={`${summary.mean} ± ${summary.deviation ?? "–"}: mean and standard deviation of ${counted(summary.count, "value")}`}>
      {formatNumber(summary.mean, 3)}
      {summary.deviation === null ? null : <span className={styles.count}> ± {formatNumber(Number(summary.deviation.toPrecision(2)))}</span>}
    </span>
  );
}
