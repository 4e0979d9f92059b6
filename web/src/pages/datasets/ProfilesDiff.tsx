import { useMemo } from "react";
import type { ColumnProfile } from "../../api/operations";
import { useCall } from "../../api/queries";
import { useUrlState } from "../../app/urlState";
import { Delta, Num } from "../../components/Num";
import { Panel } from "../../components/Panel";
import { type Column, Table } from "../../components/Table";
import { formatNumber } from "../../format/number";
import layout from "../models/layout.module.css";
import { ColumnDetails } from "./ColumnDetails";
import { pairsOf, type Pair, shiftOf } from "./profiles";
import type { DatasetRecords } from "./useDataset";
import { typeWord } from "./words";

/** The columns of two versions side by side, the one that moved most on top; the chosen one as two histograms. */
export function ProfilesDiff({ name, older, newer, records }: { name: string; older: string; newer: string; records: DatasetRecords }) {
  const before = useCall("datasets.profile", { name, version: older }, { immutable: true, keep: true });
  const after = useCall("datasets.profile", { name, version: newer }, { immutable: true, keep: true });
  const [column, setColumn] = useUrlState("column", "");
  const pairs = useMemo(() => (before.data && after.data ? pairsOf(before.data.columns, after.data.columns) : undefined), [before.data, after.data]);
  const chosen = pairs?.find((pair) => pair.name === column && pair.after && pair.before) ?? pairs?.find((pair) => pair.after && pair.before && pair.after.counts.length > 0);
  const version = records.versions.data?.find(({ n }) => String(n) === newer);
  return (
    <div className={layout.wide}>
      <Panel title="Columns side by side" note="sorted by how far the median moved" query={{ ...after, data: pairs, error: before.error ?? after.error }} height={300} isFlush>
        {(found) => <Table label={`Columns of versions ${older} and ${newer}`} noun="column" columns={COLUMNS} rows={found} rowKey={(pair) => pair.name} onOpen={(pair) => setColumn(pair.name)} fit={12} />}
      </Panel>
      {chosen?.after && version ? <ColumnDetails version={version} column={chosen.after} versions={[]} against={older} /> : null}
    </div>
  );
}

const median = (column: ColumnProfile | null) => column?.quantiles["0.5"] ?? null;

const COLUMNS: Column<Pair>[] = [
  { id: "name", header: "Column", width: 140, sortable: true, value: ({ name }) => name },
  { id: "type", header: "Type", width: 150, value: ({ before, after }) => types(before, after) },
  { id: "shift", header: "Shift", unit: "IQR", width: 90, align: "end", sortable: true, note: "How far the median moved, in interquartile ranges of the older version", value: shiftOf, cell: (pair) => <Delta value={shiftOf(pair)} /> },
  { id: "median-before", header: "Median before", width: 110, align: "end", value: ({ before }) => median(before) },
  { id: "median", header: "Median after", width: 110, align: "end", value: ({ after }) => median(after) },
  { id: "mean-before", header: "Mean before", width: 110, align: "end", value: ({ before }) => before?.mean },
  { id: "mean", header: "Mean after", width: 110, align: "end", value: ({ after }) => after?.mean },
  { id: "nulls-before", header: "Missing before", width: 120, align: "end", isShare: true, value: ({ before }) => before?.null_share, cell: ({ before }) => <Num value={before?.null_share} share digits={2} /> },
  { id: "nulls", header: "Missing after", width: 120, align: "end", isShare: true, value: ({ after }) => after?.null_share, cell: ({ after }) => <Num value={after?.null_share} share digits={2} /> },
  { id: "distinct-before", header: "Distinct before", width: 120, align: "end", value: ({ before }) => before?.distinct, cell: ({ before }) => formatNumber(before?.distinct) },
  { id: "distinct", header: "Distinct after", width: 120, align: "end", value: ({ after }) => after?.distinct, cell: ({ after }) => formatNumber(after?.distinct) },
];

function types(before: ColumnProfile | null, after: ColumnProfile | null): string {
  if (!before) return `new: ${typeWord(after?.type ?? "")}`;
  if (!after) return `gone: ${typeWord(before.type)}`;
  return before.type === after.type ? typeWord(after.type) : `${typeWord(before.type)} → ${typeWord(after.type)}`;
}
