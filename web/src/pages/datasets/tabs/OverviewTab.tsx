import { useMemo } from "react";
import { useCall } from "../../../api/queries";
import { Chips } from "../../../components/Chips";
import { Digest } from "../../../components/Digest";
import { Facts } from "../../../components/Facts";
import { Link } from "../../../components/Link";
import { Panel } from "../../../components/Panel";
import { RefLink } from "../../../components/RefLink";
import { Time } from "../../../components/Time";
import { formatBytes } from "../../../format/bytes";
import { counted, formatCount } from "../../../format/number";
import layout from "../../models/layout.module.css";
import { personOf } from "../../models/words";
import { LandingList } from "../LandingList";
import { LandingsChart } from "../LandingsChart";
import { isRemarkable } from "../landings";
import { dataPath } from "../paths";
import type { DatasetRecords } from "../useDataset";

/** What landed over time, what was wrong with it, and what this version is. */
export function OverviewTab({ records }: { records: DatasetRecords }) {
  const { landings, reports } = records;
  const remarkable = useMemo(() => landings.filter(isRemarkable), [landings]);
  return (
    <div className={layout.wide}>
      <div className={layout.stack}>
        <Panel title="Landings" query={{ ...reports, data: reports.data && landings }} height={190}>
          {(all) => <LandingsChart records={records} landings={all} />}
        </Panel>
        <Panel title="What was not as expected" query={{ ...reports, data: reports.data && remarkable }} lines={3} isFlush={remarkable.length > 0}>
          {(found) => <LandingList name={records.name} landings={found} />}
        </Panel>
      </div>
      <div className={layout.stack}>
        <VersionPanel records={records} />
        <DeclarationPanel records={records} />
      </div>
    </div>
  );
}

function VersionPanel({ records: { name, version } }: { records: DatasetRecords }) {
  const at = version.data;
  // Sources of one version: a page of one that begins after the next number.
  const sources = useCall("datasets.list_sources", { name, limit: 1, after: (at?.n ?? 0) + 1 }, { enabled: at !== undefined, immutable: true });
  return (
    <Panel title={at ? `Version ${at.n}` : "This version"} query={version} lines={6}>
      {(found) => (
        <div className={layout.stack}>
          {found.message ? <p className={layout.says}>{found.message}</p> : null}
          <Facts
            isStacked
            items={[
              { label: "Committed", value: <><Time at={found.at} isAbsolute /> by {personOf(found.actor)}</> },
              { label: "Rows", value: `${formatCount(found.added)} added, ${formatCount(found.deleted)} deleted, ${formatCount(found.changed)} changed`, to: `${dataPath(name, found.n)}?tab=diff` },
              { label: "Set aside", value: counted(found.quarantined, "row") },
              { label: "New bytes", value: `${formatBytes(found.new_bytes)} of ${formatBytes(found.size_bytes)}` },
              { label: "Made from", value: sources.data?.[0]?.sources.length ? <span className={layout.row}>{sources.data[0].sources.map((ref) => <RefLink key={ref} to={ref} />)}</span> : sources.data ? "no source was told" : null },
              { label: "Content", value: <Digest value={found.digest} label="digest of the content" /> },
              { label: "Version before", value: found.parent === null ? "none" : `version ${found.parent}`, ...(found.parent !== null && { to: dataPath(name, found.parent) }) },
            ]}
          />
        </div>
      )}
    </Panel>
  );
}

function DeclarationPanel({ records: { name, info } }: { records: DatasetRecords }) {
  const refs = useCall("datasets.list_refs", { name });
  return (
    <Panel title="Declared as" query={info} lines={5}>
      {(found) => (
        <div className={layout.stack}>
          {found.description ? <p className={layout.says}>{found.description}</p> : null}
          <Facts
            isStacked
            items={[
              { label: "Key", value: found.key.join(", ") || "none: a bag of rows" },
              { label: "Label", value: found.label ?? "none" },
              { label: "Time", value: found.time_column ?? "none" },
              { label: "Made", value: <Time at={found.created_at} /> },
              { label: "Branches and tags", value: <Chips items={(refs.data ?? []).map(({ name: label, n, kind }) => ({ label, value: `@${n}`, to: dataPath(name, label), ...(kind === "branch" && { tone: "accent" as const }) }))} /> },
            ]}
          />
          <Link to={`${dataPath(name)}?tab=expectations`}>{found.suite_version ? `Expectations, version ${found.suite_version}` : "No expectations yet"}</Link>
        </div>
      )}
    </Panel>
  );
}
