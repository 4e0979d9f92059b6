import type { ReactNode } from "react";
import { grouped, short } from "../chart/number";
import { isoTime, type Cell, type ChartTable } from "../chart/table";
import styles from "./DataTable.module.css";

const SHOWN = 200;

function text(cell: Cell, isTime: boolean): string {
  if (typeof cell === "string") return cell;
  return isTime && cell !== null ? isoTime(cell) : short(cell);
}

/** The rows behind a picture; long ones are cut for the screen, never in the CSV. */
export function DataTable({ table, label, onClose }: { table: ChartTable; label: string; onClose: () => void }): ReactNode {
  const times = new Set(table.times);
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scroll area must be reachable by keyboard */}
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={`Table of ${label}`}>
        <table className={styles.table}>
          <thead>
            <tr>
              {table.columns.map((name, i) => (
                // oxlint-disable-next-line react/no-array-index-key -- two columns may carry one name
                <th key={`${i} ${name}`} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.slice(0, SHOWN).map((row, r) => (
              // oxlint-disable-next-line react/no-array-index-key -- rows of a picture have no id and never move
              <tr key={r}>
                {row.map((cell, c) => (
                  // oxlint-disable-next-line react/no-array-index-key
                  <td key={c} className={typeof cell === "string" ? "" : styles.number} title={typeof cell === "number" ? String(cell) : undefined}>
                    {text(cell, times.has(c))}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={styles.foot}>
        {table.rows.length > SHOWN && `First ${SHOWN} of ${grouped(table.rows.length)} rows; the CSV has all. `}
        <button type="button" className={styles.back} onClick={onClose}>
          Show as chart
        </button>
      </p>
    </>
  );
}
