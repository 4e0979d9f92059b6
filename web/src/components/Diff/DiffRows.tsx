import type { ReactNode } from "react";
import type { Goal } from "../../format/number";
import { counted } from "../../format/number";
import { Delta, Num } from "../Num";
import styles from "./Diff.module.css";
import type { RowsDiffProps } from "./Diff";

export interface DiffRow {
  label: string;
  before: string | number | boolean | null | undefined;
  after: string | number | boolean | null | undefined;
  goal?: Goal;
  unit?: string;
  isShare?: boolean;
  /** Beside the values: an interval, a link to the evidence. */
  note?: ReactNode;
}

/** Two sets of values beside each other; differences of numbers are coloured by their goal. */
export function DiffRows({ rows, beforeLabel = "before", afterLabel = "after", isOnlyChanged = false }: RowsDiffProps) {
  const changed = rows.filter((row) => !isEqual(row));
  const shown = isOnlyChanged ? changed : rows;
  const left = rows.length - shown.length;
  if (rows.length > 0 && shown.length === 0) return <p className={styles.same}>No difference in {counted(rows.length, "value")}.</p>;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scroll area has to be reachable by keyboard
    <div className={styles.sideways} role="region" aria-label={`${beforeLabel} and ${afterLabel}`} tabIndex={0}>
      <table className={styles.rows}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col" className={styles.value}>{beforeLabel}</th>
            <th scope="col" className={styles.value}>{afterLabel}</th>
            <th scope="col" className={styles.value}>difference</th>
            {rows.some((row) => row.note) ? <th scope="col">note</th> : null}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={row.label} className={isEqual(row) ? styles.equal : ""}>
              <th scope="row">
                <span className="name" title={row.label}>{row.label}</span>
                {row.unit ? <span className="quiet"> {row.unit}</span> : null}
              </th>
              <td className={styles.value}>{said(row.before, row.isShare)}</td>
              <td className={styles.value}>{said(row.after, row.isShare)}</td>
              <td className={styles.value}>{difference(row)}</td>
              {rows.some((one) => one.note) ? <td>{row.note}</td> : null}
            </tr>
          ))}
        </tbody>
      </table>
      {left > 0 ? <p className={styles.same}>{counted(left, "value")} without a change left out.</p> : null}
    </div>
  );
}

function isEqual({ before, after }: DiffRow): boolean {
  return Object.is(before ?? null, after ?? null);
}

function difference(row: DiffRow): ReactNode {
  if (isEqual(row)) return "";
  if (typeof row.before === "number" && typeof row.after === "number") {
    return <Delta value={row.after - row.before} share={row.isShare} goal={row.goal} />;
  }
  if (row.before === null || row.before === undefined) return "new";
  if (row.after === null || row.after === undefined) return "gone";
  return "changed";
}

function said(value: DiffRow["before"], isShare: boolean | undefined): ReactNode {
  if (typeof value === "number") return <Num value={value} share={isShare} />;
  if (value === null || value === undefined) return <span className="quiet">–</span>;
  return (
    <span className="name mono" title={String(value)}>
      {String(value)}
    </span>
  );
}
