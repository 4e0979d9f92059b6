import { useMemo } from "react";
import type { RowsPage } from "../../../api/operations";
import { useCall } from "../../../api/queries";
import { BarList } from "../../../components/BarList";
import { Empty } from "../../../components/Empty";
import { Panel } from "../../../components/Panel";
import { RefLink } from "../../../components/RefLink";
import { Table } from "../../../components/Table";
import { counted } from "../../../format/number";
import layout from "../../models/layout.module.css";
import styles from "./QuarantineTab.module.css";
import { columnsOf } from "./RowsTab";

type RowColumn = ReturnType<typeof columnsOf>[number];

const ASKED = 500;

/** The rows that failed a check and were kept out, with the reasons of each. */
export function QuarantineTab({ name }: { name: string }) {
  const found = useCall("datasets.quarantine", { name, limit: ASKED });
  const page = found.data?.rows;
  const shown = useMemo(() => (page ? quarantineColumns(page) : []), [page]);
  return (
    <Panel title="Quarantine" note={found.data ? `${counted(found.data.total, "row")} set aside` : undefined} query={found} height={300} isFlush={Boolean(page)}>
      {({ total, by_reason }) =>
        total === 0 || !page ? (
          <Empty
            title="Rows that fail a check of severity “error” are set aside here with their reasons, and the rest is published. None was so far."
            lines={[
              "from flyball.data import Range",
              "",
              `ws.dataset("${name}").expect(Range(column="temp", low=-40, high=130))`,
            ]}
          />
        ) : (
          <div className={layout.stack}>
            <div className={styles.reasons}>
              <BarList label="Rows by reason" items={Object.entries(by_reason).map(([reason, value]) => ({ name: reason, value })).toSorted((a, b) => b.value - a.value)} />
            </div>
            <Table label={`Rows set aside from ${name}`} noun="row" columns={shown} rows={page.rows.map((values, at) => ({ at, values }))} rowKey={({ at }) => String(at)} isMain compact fit={18}
              python={`ws.dataset("${name}").quarantine(limit=${ASKED})`} />
          </div>
        )
      }
    </Panel>
  );
}

/** Why and where come first: they are what one looks for. */
function quarantineColumns({ columns: names, types, rows }: RowsPage) {
  const own: Record<string, (column: RowColumn, at: number) => RowColumn> = {
    _reasons: (column, at) => ({ ...column, header: "Failed", width: 220, note: "The checks this row failed", value: ({ values }) => reasonsOf(values[at]), cell: ({ values }) => reasonsOf(values[at]) }),
    _commit: (column, at) => ({ ...column, header: "Landed for", width: 140, note: "The version it would have been part of", cell: ({ values }) => <RefLink to={String(values[at])} /> }),
  };
  const all = columnsOf(names, types, rows.slice(0, 40)).map((column, at) => own[column.id]?.(column, at) ?? column);
  return [...all.filter(({ id }) => id in own).toSorted((a, b) => b.id.localeCompare(a.id)), ...all.filter(({ id }) => !(id in own))];
}

/** "range(delay), in_set(carrier)" of the JSON list that is stored. */
export function reasonsOf(text: unknown): string {
  try {
    const found: unknown = JSON.parse(String(text));
    return Array.isArray(found) ? found.join(", ") : String(text);
  } catch {
    return String(text);
  }
}
