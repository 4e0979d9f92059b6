import type { Approval, Evaluation, ModelVersion } from "../../api/operations";
import { Chips } from "../../components/Chips";
import type { PanelQuery } from "../../components/Panel";
import { RefLink } from "../../components/RefLink";
import { Status } from "../../components/Status";
import { type Column, Table } from "../../components/Table";
import { ApprovalState } from "./ApprovalState";
import { useOpen } from "./useOpen";
import { personOf, type Place, roleText, versionPath } from "./words";

interface VersionsTableProps {
  name: string;
  query: PanelQuery<ModelVersion[]>;
  evaluations: readonly Evaluation[];
  approvals: readonly Approval[];
  places: readonly Place[];
}

interface Row {
  version: ModelVersion;
  evaluation: Evaluation | undefined;
  approval: Approval | undefined;
  places: Place[];
}

/** All versions with what was found about each: gates, decision, metrics, where it answers. */
export function VersionsTable({ name, query, evaluations, approvals, places }: VersionsTableProps) {
  const goTo = useOpen();
  const rows = query.data?.map((version): Row => ({
    version,
    evaluation: evaluations.find(({ subject }) => subject === version.ref),
    approval: approvals.find(({ ref }) => ref === version.ref),
    places: places.filter((place) => place.version === version.version),
  }));
  const metrics = [...new Set(rows?.flatMap(({ version }) => Object.keys(version.manifest.metrics)) ?? [])];
  return (
    <Table
      label={`Versions of ${name}`}
      noun="version"
      rows={rows}
      error={query.error}
      columns={[...FRONT, ...metrics.map(metricColumn), ...BACK]}
      rowKey={({ version }) => String(version.version)}
      onOpen={({ version }) => goTo(versionPath(name, version.version))}
      isMain
      fit={20}
      empty="No version yet: one comes with register_model, by hand or by a loop."
    />
  );
}

const FRONT: Column<Row>[] = [
  { id: "version", header: "Version", width: 150, sortable: true, align: "start", value: ({ version }) => version.version, cell: ({ version }) => <RefLink to={version.ref} /> },
  {
    id: "role",
    header: "Now",
    width: 190,
    value: ({ version, places }) => [...version.aliases, ...places.map(roleText)].join(", "),
    cell: ({ version, places }) => (
      <Chips
        most={3}
        items={[
          ...version.aliases.map((label) => ({ label, tone: "accent" as const })),
          ...places.map((place) => ({ label: roleText(place), tone: place.role === "live" ? ("busy" as const) : ("plain" as const) })),
        ]}
      />
    ),
  },
  {
    id: "gates",
    header: "Gates",
    width: 130,
    sortable: true,
    value: ({ evaluation }) => (evaluation ? evaluation.gates.filter(({ passed }) => passed).length : null),
    cell: ({ evaluation }) => <Gates evaluation={evaluation} />,
    align: "start",
  },
  {
    id: "decision",
    header: "Decision",
    width: 150,
    sortable: true,
    value: ({ approval }) => approval?.state,
    cell: ({ approval }) => (approval ? <ApprovalState state={approval.state} /> : <span className="quiet">not asked</span>),
  },
];

const BACK: Column<Row>[] = [
  { id: "created", header: "Registered", width: 120, sortable: true, value: ({ version }) => new Date(version.created_at) },
  { id: "by", header: "By", width: 100, sortable: true, value: ({ version }) => personOf(version.created_by) },
  {
    id: "run",
    header: "From run",
    width: 140,
    value: ({ version }) => version.manifest.run,
    cell: ({ version }) => (version.manifest.run ? <RefLink to={version.manifest.run} /> : <span className="quiet">no run</span>),
  },
  { id: "description", header: "Cause", width: 320, value: ({ version }) => version.description },
];

function metricColumn(metric: string, at: number): Column<Row> {
  return {
    id: `metrics.${metric}`,
    header: metric,
    width: 120,
    align: "end",
    sortable: true,
    isHidden: at >= 4,
    value: ({ version }) => version.manifest.metrics[metric],
  };
}

function Gates({ evaluation }: { evaluation: Evaluation | undefined }) {
  if (!evaluation) return <span className="quiet">not tried</span>;
  const passed = evaluation.gates.filter((gate) => gate.passed).length;
  const all = evaluation.gates.length;
  if (all === 0) return <span className="quiet">none asked</span>;
  return <Status state={passed === all ? "ok" : "bad"} word={`${passed} of ${all}`} />;
}
