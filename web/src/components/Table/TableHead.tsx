import { ArrowDown, ArrowUp } from "lucide-react";
import type { DragEvent, KeyboardEvent, MouseEvent, PointerEvent } from "react";
import { useRef, useState } from "react";
import { LEAST_WIDTH } from "./arrange";
import styles from "./Table.module.css";
import { type Span, visible } from "./TableRow";
import type { Column, Sort } from "./types";

interface HeadProps<Row> {
  span: Span<Row>;
  sort: readonly Sort[];
  onSort: (column: Column<Row>, isAdded: boolean) => void;
  onWidth: (id: string, width: number) => void;
  onMove: (id: string, before: string | null) => void;
  /** The state of "select all", or undefined when rows cannot be selected. */
  checked: boolean | "some" | undefined;
  onCheck: () => void;
}

/** The head of a table: click sorts (Shift adds), the edge resizes, dragging moves; all three also by keyboard. */
export function TableHead<Row>(props: HeadProps<Row>) {
  const { span, checked, onCheck } = props;
  const [focused, setFocused] = useState(0);
  const row = useRef<HTMLDivElement>(null);
  const focusOn = (at: number) => {
    if (at < 0 || at >= span.columns.length) return;
    setFocused(at);
    requestAnimationFrame(() => row.current?.querySelector<HTMLElement>(`[data-head="${at}"]`)?.focus());
  };
  return (
    <div className={styles.head} role="rowgroup" style={{ width: span.total }}>
      <div ref={row} role="row" aria-rowindex={1} className={styles.headRow}>
        {visible(span).map((at) => (
          <HeadCell key={span.columns[at]!.id} {...props} at={at} isTabbable={at === focused || (at === 0 && focused > span.last)} focusOn={focusOn}>
            {at === 0 && checked !== undefined ? (
              <span className={styles.check}>
                <input type="checkbox" aria-label="Select all rows that are loaded" checked={checked === true} onChange={onCheck}
                  ref={(box) => { if (box) box.indeterminate = checked === "some"; }} />
              </span>
            ) : null}
          </HeadCell>
        ))}
      </div>
    </div>
  );
}

interface HeadCellProps<Row> extends HeadProps<Row> {
  at: number;
  isTabbable: boolean;
  focusOn: (at: number) => void;
  children: React.ReactNode;
}

function HeadCell<Row>(props: HeadCellProps<Row>) {
  const { span, at, sort, isTabbable, focusOn, children, onSort, onMove, onWidth } = props;
  const column = span.columns[at]!;
  const width = span.widths[at]!;
  const place = sort.findIndex((by) => by.id === column.id);
  const by = sort[place];
  const [isTarget, setIsTarget] = useState(false);
  const keys = (event: KeyboardEvent) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    if (event.altKey && event.shiftKey) onWidth(column.id, Math.max(LEAST_WIDTH, width + step * 16));
    else if (event.altKey) moveByKey(props, step);
    else focusOn(at + step);
  };
  const click = (event: MouseEvent) => column.sortable !== false && onSort(column, event.shiftKey);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsTarget(false);
    const id = event.dataTransfer.getData(DRAGGED);
    if (id) onMove(id, column.id);
  };
  const unit = column.unit ? <span className={styles.unit}>{column.unit}</span> : null;
  return (
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- the button inside takes the focus
    <div
      role="columnheader"
      aria-colindex={at + 1}
      aria-sort={by ? (by.isDescending ? "descending" : "ascending") : undefined}
      className={`${styles.headCell} ${column.align === "end" ? styles.end : ""} ${at === 0 ? styles.sticky : ""} ${isTarget ? styles.target : ""}`}
      style={{ width, marginInlineStart: at === Math.max(1, span.first) ? span.before : undefined }}
      onDragOver={(event) => { if (event.dataTransfer.types.includes(DRAGGED)) { event.preventDefault(); setIsTarget(true); } }}
      onDragLeave={() => setIsTarget(false)}
      onDrop={drop}
    >
      {children}
      <button
        type="button"
        data-head={at}
        tabIndex={isTabbable ? 0 : -1}
        className={styles.headButton}
        aria-disabled={column.sortable === false || undefined}
        title={[column.note ?? column.header, column.goal ? `better when ${column.goal === "up" ? "higher" : "lower"}` : ""].filter(Boolean).join(" · ")}
        draggable
        onDragStart={(event) => event.dataTransfer.setData(DRAGGED, column.id)}
        onClick={click}
        onKeyDown={keys}
      >
        <span className={styles.headName}>{column.header}</span>
        {unit}
        {by ? (by.isDescending ? <ArrowDown size={12} aria-hidden /> : <ArrowUp size={12} aria-hidden />) : null}
        {by && sort.length > 1 ? <span className={styles.place}>{place + 1}</span> : null}
      </button>
      <Grip width={width} onWidth={(next) => onWidth(column.id, next)} />
    </div>
  );
}

const DRAGGED = "application/x-flyball-column";

function moveByKey<Row>({ span, at, onMove, focusOn }: HeadCellProps<Row>, step: number) {
  const target = at + step;
  if (target < 0 || target >= span.columns.length) return;
  const before = step < 0 ? span.columns[target] : span.columns[target + 1];
  onMove(span.columns[at]!.id, before?.id ?? null);
  focusOn(target);
}

/** The edge of a column; its keyboard way is Alt + Shift + arrows on the head. */
function Grip({ width, onWidth }: { width: number; onWidth: (width: number) => void }) {
  const start = useRef<{ x: number; width: number } | null>(null);
  const down = (event: PointerEvent<HTMLSpanElement>) => {
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = { x: event.clientX, width };
  };
  const move = (event: PointerEvent) => {
    if (start.current) onWidth(Math.max(LEAST_WIDTH, Math.round(start.current.width + event.clientX - start.current.x)));
  };
  const up = () => {
    start.current = null;
  };
  return <span className={styles.grip} aria-hidden onPointerDown={down} onPointerMove={move} onPointerUp={up} onPointerCancel={up} />;
}
