import type { ReactNode } from "react";
import { ChartLink } from "../chart/ChartLink";
import { withUnit } from "../chart/number";
import type { ChartTable } from "../chart/table";
import { ChartFrame } from "../ChartFrame";
import styles from "./BarList.module.css";

export interface BarItem {
  name: string;
  value: number | null;
  /** Ref or path the name leads to. */
  to?: string | undefined;
  /** Beside the value: a count, a share, a warning. */
  note?: string | undefined;
  low?: number | undefined;
  high?: number | undefined;
  colour?: string | undefined;
}

export interface BarListProps {
  items: readonly BarItem[];
  /** With a title the list gets the frame of a chart: menu, table view, CSV. */
  title?: string | undefined;
  label?: string | undefined;
  unit?: string | undefined;
  note?: string | undefined;
  n?: number | undefined;
  /** The value of a full bar; the greatest one when left out. */
  max?: number | undefined;
  /** Shown before the rest is asked for. */
  limit?: number | undefined;
  format?: ((value: number | null) => string) | undefined;
}

/** Names with bars from zero, one line each; negative values run to the left of a common zero. */
export function BarList(props: BarListProps): ReactNode {
  const { items, title, unit, note, n } = props;
  const list = <Bars {...props} />;
  if (!title) return list;
  const table = (): ChartTable => ({
    columns: ["name", "value", "low", "high", "note"],
    rows: items.map((item) => [item.name, item.value, item.low ?? null, item.high ?? null, item.note ?? null]),
  });
  return (
    <ChartFrame title={title} unit={unit} note={note} n={n} table={table} hasPicture={false}>
      {list}
    </ChartFrame>
  );
}

function Bars({ items, label, title, unit, max, limit = 100, format }: BarListProps): ReactNode {
  const ends = items.flatMap((item) => [item.value ?? 0, item.low ?? 0, item.high ?? 0]);
  const top = Math.max(0, max ?? Math.max(0, ...ends));
  const foot = Math.min(0, ...ends);
  const at = (value: number): number => ((value - foot) / (top - foot || 1)) * 100;
  const write = format ?? ((value: number | null) => withUnit(value, unit));
  const hidden = items.length - limit;
  return (
    <ul className={styles.list} aria-label={label ?? title}>
      {items.slice(0, limit).map((item, i) => (
        <li key={`${i} ${item.name}`} className={styles.item}>
          <span className={styles.name} title={item.name}>
            {item.to ? <ChartLink to={item.to}>{item.name}</ChartLink> : item.name}
          </span>
          <span className={styles.track} aria-hidden="true">
            {foot < 0 && <span className={styles.zero} style={{ left: `${at(0)}%` }} />}
            {item.value !== null && (
              <span
                className={styles.bar}
                style={{ left: `${at(Math.min(0, item.value))}%`, width: `${Math.max(0.3, at(Math.max(0, item.value)) - at(Math.min(0, item.value)))}%`, background: item.colour }}
              />
            )}
            {item.low !== undefined && item.high !== undefined && (
              <span className={styles.interval} style={{ left: `${at(item.low)}%`, width: `${at(item.high) - at(item.low)}%` }} />
            )}
          </span>
          <span className={styles.value} title={item.value === null ? "no value" : String(item.value)}>
            {write(item.value)}
          </span>
          <span className={styles.note} title={item.note}>{item.note}</span>
        </li>
      ))}
      {hidden > 0 && <li className={styles.rest}>and {hidden} more</li>}
    </ul>
  );
}
