import type { DatasetDiff, DatasetVersion } from "../../../api/operations";
import { useCall } from "../../../api/queries";
import { useSetUrl, useUrlState } from "../../../app/urlState";
import { BarList } from "../../../components/BarList";
import { Empty } from "../../../components/Empty";
import { Facts } from "../../../components/Facts";
import { Field, Select } from "../../../components/Field";
import { Panel } from "../../../components/Panel";
import { counted, formatCount } from "../../../format/number";
import layout from "../../models/layout.module.css";
import { ChangesTable } from "../ChangesTable";
import type { DatasetRecords } from "../useDataset";
import { ProfilesDiff } from "../ProfilesDiff";

/** What differs between two versions: rows, cells, columns, and how the columns look on each side. */
export function DiffTab({ version, records }: { version: DatasetVersion; records: DatasetRecords }) {
  const name = version.dataset;
  const [newer] = useUrlState("new", String(version.n));
  const newest = records.versions.data?.find(({ n }) => String(n) === newer) ?? version;
  const [older] = useUrlState("old", newest.parent === null ? "" : String(newest.parent));
  const setUrl = useSetUrl();
  const isAsked = older !== "" && older !== newer;
  const diff = useCall("datasets.diff", { name, old: older, new: newer, limit: 200 }, { enabled: isAsked, immutable: true, keep: true });
  const options = (records.versions.data ?? []).map(({ n, message }) => ({ value: String(n), label: message ? `version ${n}, ${message}` : `version ${n}` }));
  return (
    <div className={layout.stack}>
      <div className={layout.row}>
        <Field label="From">
          <Select value={older} onChange={(n) => setUrl({ old: n })} options={older === "" ? [{ value: "", label: "choose a version" }, ...options] : options} />
        </Field>
        <Field label="To">
          <Select value={newer} onChange={(n) => setUrl({ new: n, old: older || null })} options={options} />
        </Field>
      </div>
      {isAsked ? (
        <>
          <Panel title="Rows and columns" query={diff} height={120}>
            {(found) => <Summary diff={found} />}
          </Panel>
          <ProfilesDiff name={name} older={older} newer={newer} records={records} />
          <Panel title="Changes" note={diff.data ? sampleNote(diff.data) : undefined} query={diff} height={200} isFlush>
            {(found) => <ChangesTable diff={found} keyNames={records.info.data?.key ?? []} />}
          </Panel>
        </>
      ) : (
        <Empty title={older === newer && older !== "" ? "These are the same version." : "Choose two versions to see what differs between them."} />
      )}
    </div>
  );
}

function sampleNote({ added, deleted, changed_cells, sample }: DatasetDiff): string {
  const all = added + deleted + Object.values(changed_cells).reduce((sum, cells) => sum + cells, 0);
  return sample.length < all ? `the first ${sample.length} of ${formatCount(all)}` : counted(all, "change");
}

function Summary({ diff }: { diff: DatasetDiff }) {
  const { columns_added, columns_dropped, types_changed, changed_cells } = diff;
  const cells = Object.entries(changed_cells).toSorted((a, b) => b[1] - a[1]);
  return (
    <div className={layout.stack}>
      <Facts
        items={[
          { label: "Rows added", value: formatCount(diff.added) },
          { label: "Rows deleted", value: formatCount(diff.deleted) },
          { label: "Rows changed", value: formatCount(diff.changed) },
          { label: "Columns added", value: columns_added.join(", ") || "none" },
          { label: "Columns dropped", value: columns_dropped.join(", ") || "none" },
          { label: "Types changed", value: types_changed.join(", ") || "none" },
        ]}
      />
      {cells.length ? <BarList title="Changed cells by column" unit="cells" items={cells.map(([column, value]) => ({ name: column, value }))} limit={12} /> : null}
    </div>
  );
}
