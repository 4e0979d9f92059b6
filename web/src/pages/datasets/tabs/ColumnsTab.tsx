import { useMemo } from "react";
import type { ColumnProfile, DatasetInfo, DatasetVersion } from "../../../api/operations";
import { useCall } from "../../../api/queries";
import { useUrlState } from "../../../app/urlState";
import { Chips } from "../../../components/Chips";
import { Num } from "../../../components/Num";
import { Panel } from "../../../components/Panel";
import { type Column, Table } from "../../../components/Table";
import { counted, formatCount } from "../../../format/number";
import layout from "../../models/layout.module.css";
import { ColumnDetails } from "../ColumnDetails";
import { MiniHistogram } from "../MiniHistogram";
import type { DatasetRecords } from "../useDataset";
import { cellText, typeWord } from "../words";

/** The schema with each column in numbers; the chosen one as a picture, beside another version if asked. */
export function ColumnsTab({ version, records }: { version: DatasetVersion; records: DatasetRecords }) {
  const { dataset: name, n } = version;
  const profile = useCall("datasets.profile", { name, version: String(n) }, { immutable: true, keep: true });
  const [column, setColumn] = useUrlState("column", "");
  const [against, setAgainst] = useUrlState("against", "");
  const info = records.info.data;
  const columns = useMemo(() => columnsOf(info), [info]);
  const chosen = profile.data?.columns.find((one) => one.name === column) ?? profile.data?.columns.find(({ counts }) => counts.length > 0) ?? profile.data?.columns[0];
  return (
    <div className={layout.wide}>
      <Panel title="Columns" note={profile.data ? `${counted(profile.data.columns.length, "column")} of ${counted(profile.data.rows, "row")}` : undefined} query={profile} height={420} isFlush>
        {(found) => (
          <Table
            label={`Columns of ${version.ref}`}
            noun="column"
            columns={columns}
            rows={found.columns}
            rowKey={({ name: key }) => key}
            onOpen={({ name: key }) => setColumn(key)}
            isMain
            fit={20}
            python={`ws.dataset("${name}").profile(${n})`}
          />
        )}
      </Panel>
      {chosen ? <ColumnDetails version={version} column={chosen} versions={records.versions.data ?? []} against={against} onAgainst={setAgainst} /> : null}
    </div>
  );
}

function columnsOf(info: DatasetInfo | undefined): Column<ColumnProfile>[] {
  const role = (name: string) => [
    ...(info?.key.includes(name) ? [{ label: "key", tone: "accent" as const }] : []),
    ...(info?.label === name ? [{ label: "label", tone: "busy" as const }] : []),
    ...(info?.time_column === name ? [{ label: "time" }] : []),
  ];
  return [
    {
      id: "name",
      header: "Column",
      width: 156,
      sortable: true,
      value: ({ name }) => name,
      cell: ({ name }) => (
        <span className={layout.row}>
          <span className="name">{name}</span>
          <Chips items={role(name)} />
        </span>
      ),
    },
    { id: "type", header: "Type", width: 118, sortable: true, value: ({ type }) => typeWord(type) },
    { id: "shape", header: "Shape", width: 136, align: "start", note: "The finite numbers in 20 equal bins", value: ({ counts }) => counts.join(" ") || null, cell: ({ name, counts }) => <MiniHistogram counts={counts} title={`Shape of ${name}`} /> },
    { id: "nulls", header: "Missing", width: 78, align: "end", sortable: true, isShare: true, value: ({ null_share }) => null_share, cell: ({ null_share }) => <Num value={null_share} share digits={2} /> },
    { id: "distinct", header: "Distinct", width: 84, align: "end", sortable: true, note: "Within 9 % above 128", value: ({ distinct }) => distinct, cell: ({ distinct }) => `${distinct > 128 ? "≈ " : ""}${formatCount(distinct)}` },
    { id: "low", header: "Lowest", width: 100, align: "end", value: ({ low }) => low, cell: ({ low }) => <Bound value={low} /> },
    { id: "median", header: "Median", width: 90, align: "end", sortable: true, value: ({ quantiles }) => quantiles["0.5"] },
    { id: "mean", header: "Mean", width: 90, align: "end", sortable: true, value: ({ mean }) => mean },
    { id: "high", header: "Highest", width: 110, align: "end", value: ({ high }) => high, cell: ({ high }) => <Bound value={high} /> },
  ];
}

function Bound({ value }: { value: ColumnProfile["low"] }) {
  return <span className="name" title={value === null ? "no value" : String(value)}>{cellText(value)}</span>;
}
