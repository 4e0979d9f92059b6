import { useMemo } from "react";
import { useCall } from "../../../api/queries";
import { useShortcut } from "../../../app/keyboard";
import { useUrlState } from "../../../app/urlState";
import { Button } from "../../../components/Button";
import { Empty } from "../../../components/Empty";
import { Link } from "../../../components/Link";
import { RefLink } from "../../../components/RefLink";
import { Status } from "../../../components/Status";
import { type Column, Table } from "../../../components/Table";
import { Time } from "../../../components/Time";
import { formatBytes } from "../../../format/bytes";
import { formatCount } from "../../../format/number";
import layout from "../../models/layout.module.css";
import { useOpen } from "../../models/useOpen";
import { personOf } from "../../models/words";
import { because, landingPath } from "../LandingList";
import type { Landing } from "../landings";
import { dataPath } from "../paths";
import type { DatasetRecords } from "../useDataset";
import { suiteStatus, verdictStatus } from "../words";

/** All versions, and at their place the landings that were refused. Two of them can be compared. */
export function VersionsTab({ records: { name, versions, reports, landings, info } }: { records: DatasetRecords }) {
  const sources = useCall("datasets.list_sources", { name, limit: 200 });
  const [picked, setPicked] = useUrlState("picked", [] as string[]);
  const goTo = useOpen();
  const selected = useMemo(() => new Set(picked), [picked]);
  const numbers = picked.map(Number).filter((n) => n > 0).toSorted((a, b) => a - b);
  const cannot = numbers.length === 2 ? null : "Select two versions (x) to compare them";
  const compare = () => goTo(`${dataPath(name, numbers[1])}?tab=diff&old=${numbers[0]}`);
  useShortcut("c", "Compare the two selected versions", compare, "This page", cannot === null);
  const columns = useMemo(() => columnsOf(name, new Map(sources.data?.map((one) => [one.n, one.sources]))), [name, sources.data]);
  const isMore = (info.data?.versions ?? 0) > (versions.data?.length ?? 0);
  return (
    <div className={layout.stack}>
      <Table
        label={`Versions of ${name}`}
        noun="landing"
        columns={columns}
        rows={versions.data && reports.data ? landings : undefined}
        rowKey={keyOf}
        selected={selected}
        onSelect={(keys) => setPicked([...keys].filter((key) => /^\d+$/.test(key)))}
        onOpen={(landing) => goTo(landing.version ? dataPath(name, landing.version.n) : landingPath(name, landing))}
        isMain
        fit={16}
        python={`ws.datasets.list_versions("${name}", limit=200)`}
        error={versions.error ?? reports.error}
        tools={<Button onClick={compare} disabledBecause={cannot} shortcut="c">{numbers.length === 2 ? `Compare ${numbers[0]} and ${numbers[1]}` : "Compare"}</Button>}
        empty={<Empty title="Each commit that changes the content becomes a version here; a landing that is refused stays on record beside them." />}
      />
      {isMore ? <p className={layout.note}>The newest {versions.data?.length} of {info.data?.versions} versions.</p> : null}
    </div>
  );
}

const keyOf = ({ version, id }: Landing) => (version ? String(version.n) : `refused ${id}`);

function columnsOf(name: string, sources: ReadonlyMap<number, readonly string[]>): Column<Landing>[] {
  return [
    {
      id: "n",
      header: "Version",
      width: 84,
      align: "start",
      sortable: true,
      value: ({ version }) => version?.n,
      cell: ({ version }) => (version ? <Link to={dataPath(name, version.n)}>@{version.n}</Link> : <span className="quiet">none</span>),
    },
    { id: "at", header: "Landed", width: 212, sortable: true, value: ({ at }) => new Date(at), cell: ({ at }) => <Time at={at} isAbsolute /> },
    {
      id: "verdict",
      header: "Validation",
      width: 130,
      sortable: true,
      value: ({ report, version }) => report?.verdict ?? version?.suite_status,
      cell: (landing) => <Verdict name={name} landing={landing} />,
    },
    {
      id: "message",
      header: "Message, or why it was refused",
      width: 260,
      value: (landing) => (landing.version ? landing.version.message || null : because(landing)),
    },
    { id: "rows", header: "Rows", width: 96, align: "end", sortable: true, value: ({ version }) => version?.rows, cell: ({ version }) => formatCount(version?.rows) },
    { id: "added", header: "Added", width: 84, align: "end", sortable: true, value: ({ version }) => version?.added, cell: ({ version }) => formatCount(version?.added) },
    { id: "deleted", header: "Deleted", width: 84, align: "end", sortable: true, value: ({ version }) => version?.deleted, cell: ({ version }) => formatCount(version?.deleted) },
    { id: "changed", header: "Changed", width: 90, align: "end", sortable: true, value: ({ version }) => version?.changed, cell: ({ version }) => formatCount(version?.changed) },
    { id: "aside", header: "Set aside", width: 90, align: "end", sortable: true, value: ({ version, report }) => report?.quarantined ?? version?.quarantined },
    {
      id: "sources",
      header: "Made from",
      width: 240,
      value: ({ version }) => (version ? (sources.get(version.n) ?? []).join(", ") || null : null),
      cell: ({ version }) => <Sources refs={(version && sources.get(version.n)) ?? []} />,
    },
    { id: "new", header: "New bytes", width: 100, align: "end", sortable: true, value: ({ version }) => version?.new_bytes, cell: ({ version }) => formatBytes(version?.new_bytes) },
    { id: "by", header: "By", width: 100, sortable: true, value: ({ version }) => version && personOf(version.actor) },
    { id: "digest", header: "Content", width: 120, isHidden: true, value: ({ version, report }) => version?.digest ?? report?.digest },
  ];
}

function Verdict({ name, landing }: { name: string; landing: Landing }) {
  const { report, version } = landing;
  const status = report ? verdictStatus(report.verdict, report.suite_version) : suiteStatus(version?.suite_status ?? "none");
  return report?.results.length ? <Link to={landingPath(name, landing)}><Status {...status} /></Link> : <Status {...status} />;
}

function Sources({ refs }: { refs: readonly string[] }) {
  if (refs.length === 0) return <span className="quiet">not told</span>;
  return (
    <>
      {refs.slice(0, 3).map((ref, i) => (
        <span key={ref}>
          {i > 0 ? " " : ""}
          <RefLink to={ref} />
        </span>
      ))}
      {refs.length > 3 ? <span className="quiet"> +{refs.length - 3}</span> : null}
    </>
  );
}
