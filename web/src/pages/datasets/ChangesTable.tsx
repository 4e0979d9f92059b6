import { useMemo } from "react";
import type { DatasetDiff } from "../../api/operations";
import { Status, type StatusProps } from "../../components/Status";
import { type Column, Table } from "../../components/Table";
import { CellValue } from "./tabs/RowsTab";
import { cellText } from "./words";

type Change = DatasetDiff["sample"][number] & { place: number };

const KINDS: Record<Change["kind"], StatusProps> = {
  added: { state: "ok", word: "added" },
  deleted: { state: "bad", word: "deleted" },
  changed: { state: "warn", word: "changed" },
};

/** Rows that are on one side only, and cells that differ, each by the key of its row. */
export function ChangesTable({ diff, keyNames }: { diff: DatasetDiff; keyNames: readonly string[] }) {
  const rows = useMemo(() => diff.sample.map((change, place): Change => ({ ...change, place })), [diff]);
  const columns = useMemo(() => columnsOf(keyNames, rows), [keyNames, rows]);
  return (
    <Table label={`Changes from ${diff.old} to ${diff.new}`} noun="change" columns={columns} rows={rows} rowKey={({ place }) => String(place)} compact fit={14}
      empty={<p className="quiet">The rows are the same.</p>} />
  );
}

function columnsOf(keyNames: readonly string[], rows: readonly Change[]): Column<Change>[] {
  const hasCells = rows.some(({ column }) => column !== null);
  return [
    { id: "kind", header: "What", width: 110, sortable: true, value: ({ kind }) => kind, cell: ({ kind }) => <Status {...KINDS[kind]} /> },
    ...(keyNames.length ? keyNames : ["row"]).map((name, i): Column<Change> => ({ id: `key ${name}`, header: name, width: 220, value: ({ key }) => cellText(key[i] ?? null), cell: ({ key }) => <CellValue value={key[i] ?? null} /> })),
    ...(hasCells
      ? ([
          { id: "column", header: "Column", width: 160, sortable: true, value: ({ column }) => column },
          { id: "old", header: "Before", width: 180, align: "end", value: ({ old }) => old, cell: ({ column, old }) => (column === null ? "" : <CellValue value={old} />) },
          { id: "new", header: "After", width: 180, align: "end", value: (change) => change.new, cell: (change) => (change.column === null ? "" : <CellValue value={change.new} />) },
        ] satisfies Column<Change>[])
      : []),
  ];
}
