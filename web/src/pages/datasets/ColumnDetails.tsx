import type { ColumnDetail, ColumnProfile, DatasetVersion } from "../../api/operations";
import { useCall } from "../../api/queries";
import { Field, Select } from "../../components/Field";
import { binsOf, type Bin, Histogram } from "../../components/Histogram";
import { Panel } from "../../components/Panel";
import { counted, formatNumber, formatShare } from "../../format/number";
import layout from "../models/layout.module.css";
import { cellText, typeWord } from "./words";

interface ColumnDetailsProps {
  version: DatasetVersion;
  column: ColumnProfile;
  versions: readonly DatasetVersion[];
  /** The number of the version it is compared with; "" for none. */
  against: string;
  /** Without it the comparison is given. */
  onAgainst?: (version: string) => void;
}

/** One column counted exactly: a histogram or its most frequent values, its quantiles, beside another version. */
export function ColumnDetails({ version, column, versions, against, onAgainst }: ColumnDetailsProps) {
  const detail = useCall("datasets.column", { name: version.dataset, version: String(version.n), column: column.name, against: against || null, bins: 30 }, { immutable: true, keep: true });
  const others = versions.filter(({ n }) => n !== version.n);
  return (
    <Panel
      title={column.name}
      note={typeWord(column.type)}
      query={detail}
      height={320}
      actions={
        onAgainst ? (
          <Field label="Compare to version" isLabelHidden>
            <Select value={against} onChange={onAgainst} options={[{ value: "", label: "beside no other version" }, ...others.map(({ n }) => ({ value: String(n), label: `beside version ${n}` }))]} />
          </Field>
        ) : null
      }
    >
      {(found) => (
        <div className={layout.stack}>
          <Picture detail={found} column={column} version={version.n} against={against} />
          <Quantiles column={column} />
        </div>
      )}
    </Panel>
  );
}

function Picture({ detail, column, version, against }: { detail: ColumnDetail; column: ColumnProfile; version: number; against: string }) {
  const binned = (counts: readonly number[]): Bin[] =>
    detail.edges.length ? binsOf(detail.edges, counts) : counts.map((count, i) => ({ name: i < detail.levels.length ? cellText(detail.levels[i]) : "all others", count })).filter(({ name, count }) => name !== "all others" || count > 0);
  const other = detail.against;
  const values = counted(detail.version.rows - detail.version.nulls, "value");
  return (
    <Histogram
      key={detail.column}
      title={other ? `${detail.column} in version ${version} and version ${against}` : `${values} of ${detail.column}`}
      isTitleHidden
      bins={binned(detail.version.counts)}
      reference={other ? binned(other.counts) : undefined}
      names={{ bins: `version ${version}`, reference: `version ${against}` }}
      n={detail.version.rows}
      note={column.nulls ? `${formatShare(column.null_share, 2)} missing` : "none missing"}
      height={200}
    />
  );
}

function Quantiles({ column }: { column: ColumnProfile }) {
  const shares = Object.keys(column.quantiles).toSorted((a, b) => Number(a) - Number(b));
  if (shares.length === 0) return <p className="quiet">From {cellText(column.low)} to {cellText(column.high)}</p>;
  return (
    <table className={layout.table}>
      <tbody>
        {[["lowest", column.low] as const, ...shares.map((share) => [formatShare(Number(share)), column.quantiles[share]] as const), ["highest", column.high] as const, ["mean", column.mean] as const].map(([label, value]) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td className="number">{typeof value === "number" ? formatNumber(value) : cellText(value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
