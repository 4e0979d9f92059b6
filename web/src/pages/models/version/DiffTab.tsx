import type { Compared, Evaluation, ModelVersion } from "../../../api/operations";
import { useCall } from "../../../api/queries";
import { Diff } from "../../../components/Diff";
import { Empty } from "../../../components/Empty";
import { Panel, type PanelQuery } from "../../../components/Panel";
import { RefLink } from "../../../components/RefLink";
import { counted } from "../../../format/number";
import layout from "../layout.module.css";
import { middle } from "../../../format/ref";
import { modelOf, versionOf } from "../words";
import { CardDiff } from "./CardDiff";
import { MetricTable } from "./MetricTable";
import { SliceTable } from "./SliceTable";
import { useSeen } from "./useSeen";

interface DiffTabProps {
  version: ModelVersion;
  live: string | null;
  evaluations: PanelQuery<Evaluation[]>;
}

/** What would change if this version took the place of the live one; what got worse comes first. */
export function DiffTab({ version, live, evaluations }: DiffTabProps) {
  if (!live) return <Empty title="No version is live or champion yet, so there is nothing to compare with." />;
  if (live === version.ref) return <Empty title="This is the live version. Its difference to the one before it is on the page of its approval." />;
  return <DiffToVersion version={version} other={live} otherRole="live" evaluations={evaluations} />;
}

interface DiffToVersionProps {
  version: ModelVersion;
  other: string;
  /** What the other version is: "live", "champion before". */
  otherRole: string;
  evaluations: PanelQuery<Evaluation[]>;
}

export function DiffToVersion({ version, other, otherRole, evaluations }: DiffToVersionProps) {
  const ours = evaluations.data?.find(({ subject }) => subject === version.ref);
  const theirs = evaluations.data?.find(({ subject }) => subject === other);
  const before = useCall("models.get_version", { name: modelOf(other), selector: String(versionOf(other)) }, { immutable: true });
  const reportA = useCall("evaluations.report", { id: theirs?.id ?? "" }, { enabled: theirs !== undefined, immutable: true });
  const reportB = useCall("evaluations.report", { id: ours?.id ?? "" }, { enabled: ours !== undefined, immutable: true });
  const runs = [before.data?.manifest.run, version.manifest.run].map((run) => run?.split(":")[1] ?? "");
  const areRuns = runs.every(Boolean) && runs[0] !== runs[1];
  const [below, isSeen] = useSeen<HTMLDivElement>();
  const compared = useCall("runs.compare", { ids: runs }, { enabled: areRuns && isSeen, immutable: true });
  const labels = { beforeLabel: `v${versionOf(other)} ${otherRole}`, afterLabel: `v${version.version}` };
  const isOnSameRows = ours?.dataset === theirs?.dataset;
  const hasNoReport = evaluations.data !== undefined && (!ours || !theirs);
  return (
    <div className={layout.stack}>
      <Panel
        title="Metrics"
        note={isOnSameRows ? `both on ${ours?.dataset ?? "no data"}` : "each on the rows of its own evaluation, so the difference holds the season too; the gates compare on the same rows"}
        query={evaluations}
        height={143}
        isFlush
      >
        <MetricTable before={theirs} after={ours} {...labels} />
      </Panel>
      <Panel title="Slices, those that got worse first" note="beyond noise: the two intervals do not touch" query={hasNoReport ? undefined : { ...reportB, data: reportA.data && reportB.data, error: reportB.error ?? reportA.error }} height={436} isFlush={!hasNoReport}>
        {hasNoReport ? (
          <p className={layout.says}>One of the two was never evaluated.</p>
        ) : (
          <SliceTable before={reportA.data?.slices ?? []} after={reportB.data?.slices ?? []} {...labels} />
        )}
      </Panel>
      <div className={layout.pair} ref={below}>
        <Panel title="Data" height={36} query={areRuns ? compared : undefined}>
          <Evaluated before={theirs} after={ours} />
          {areRuns ? <DataPairs inputs={(compared.data ?? []).filter(({ kind }) => kind === "input")} /> : <NoRuns />}
        </Panel>
        <Panel title="Parameters" height={76} query={areRuns ? compared : undefined}>
          {areRuns ? <Diff {...labels} isOnlyChanged rows={(compared.data ?? []).filter(({ kind }) => kind === "param").map(rowOf)} /> : <NoRuns />}
        </Panel>
      </div>
      <div className={layout.pair}>
        <Panel title="Code and environment" height={168} query={before}>
          {(old) => <Diff {...labels} rows={madeOf(old, version)} />}
        </Panel>
        <Panel title="Inputs" height={20} query={before}>
          {(old) => <Diff {...labels} isOnlyChanged rows={inputRows(old, version)} />}
        </Panel>
      </div>
      <CardDiff name={version.model} before={versionOf(other) ?? 0} after={version.version} {...labels} />
    </div>
  );
}

function Evaluated({ before, after }: { before: Evaluation | undefined; after: Evaluation | undefined }) {
  return (
    <p className={layout.note}>
      Evaluated on {after ? <><RefLink to={after.dataset} />, {counted(after.n, "row")}</> : "nothing"}; before on{" "}
      {before ? <><RefLink to={before.dataset} />, {counted(before.n, "row")}</> : "nothing"}
    </p>
  );
}

/** Datasets of the two runs, as links: the page of a dataset has the difference of two versions. */
function DataPairs({ inputs }: { inputs: Compared[] }) {
  return (
    <ul className={layout.stack}>
      {inputs.map(({ key, values: [before, after], is_equal }) => (
        <li key={key} className={layout.row}>
          <span className="quiet">{key}</span> <RefLink to={String(before ?? "nothing")} /> → <RefLink to={String(after ?? "nothing")} />
          {is_equal ? <span className="quiet">the same</span> : null}
        </li>
      ))}
    </ul>
  );
}

function NoRuns() {
  return <p className={layout.says}>One of the two has no run of its own, so what it was made with is not on record.</p>;
}

const rowOf = ({ key, values }: { key: string; values: (string | number | boolean | null)[] }) => ({ label: key, before: values[0], after: values[1] });

function madeOf(old: ModelVersion, now: ModelVersion) {
  const rows: [string, string | null, string | null][] = [
    ["code", old.manifest.code, now.manifest.code],
    ["environment", old.manifest.environment, now.manifest.environment],
    ["format", old.manifest.flavour, now.manifest.flavour],
    ["computed by", old.manifest.runner, now.manifest.runner],
    ["digest", old.digest, now.digest],
  ];
  return rows.map(([label, before, after]) => ({ label, before: before && middle(before, 4, 6), after: after && middle(after, 4, 6) }));
}

function inputRows(old: ModelVersion, now: ModelVersion) {
  const typeOf = (version: ModelVersion) =>
    new Map(version.manifest.signature.inputs.map(({ name, datatype, is_nullable }) => [name, `${datatype}${is_nullable ? " or missing" : ""}`]));
  const [before, after] = [typeOf(old), typeOf(now)];
  return [...new Set([...before.keys(), ...after.keys()])].map((label) => ({ label, before: before.get(label), after: after.get(label) }));
}
