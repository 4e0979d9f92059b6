import { useMemo } from "react";
import type { AliasInterval, Evaluation, Measured, ModelVersion } from "../../api/operations";
import { useUrlState } from "../../app/urlState";
import { Select } from "../../components/Field";
import { LineChart } from "../../components/LineChart";
import { Panel, type PanelQuery } from "../../components/Panel";
import { versionOf } from "./words";

interface MetricByVersionProps {
  name: string;
  versions: PanelQuery<ModelVersion[]>;
  evaluations: readonly Evaluation[];
  champions: readonly AliasInterval[];
}

/** One metric of all versions, each on the rows it was evaluated on, with its interval; champions are marked. */
export function MetricByVersion({ name, versions, evaluations, champions }: MetricByVersionProps) {
  const mine = useMemo(() => newestByVersion(name, evaluations), [name, evaluations]);
  const metrics = [...new Set([...mine.values()].flatMap((found) => found.metrics.map(({ metric }) => metric)))].sort((a, b) => rank(a) - rank(b));
  const [chosen, setChosen] = useUrlState("metric", "");
  const metric = metrics.includes(chosen) ? chosen : (metrics[0] ?? "");
  const series = useMemo(() => [lineOf(metric, mine)], [metric, mine]);
  const marks = useMemo(() => {
    const first = new Map(champions.flatMap(({ version }) => (version === null ? [] : [[version, version] as const])));
    return [...first.keys()].map((version) => ({ at: version, label: `v${version} champion`, kind: "promotion", to: `model:${name}@${version}` }));
  }, [champions, name]);
  if (metrics.length === 0) return null;
  const last = series[0]!;
  return (
    <Panel
      title={`${metric} of each version`}
      note="on the rows it was evaluated on; the band is the 95 % interval; marks are champions"
      query={versions}
      height={220}
      actions={metrics.length > 1 ? <Select label="Metric" value={metric} onChange={(now) => setChosen(now)} options={metrics} /> : null}
    >
      <LineChart title={`${metric} of each version`} isTitleHidden series={series} marks={marks} xLabel="version" height={200} n={last.step.length} />
    </Panel>
  );
}

const rank = (metric: string): number => ["roc_auc", "pr_auc", "accuracy", "rmse", "mae"].indexOf(metric) >>> 0;

/** The newest evaluation of each version; the list comes newest first. */
function newestByVersion(name: string, evaluations: readonly Evaluation[]): Map<number, Evaluation> {
  const found = new Map<number, Evaluation>();
  for (const evaluation of evaluations) {
    const version = evaluation.subject.startsWith(`model:${name}@`) ? versionOf(evaluation.subject) : null;
    if (version !== null && !found.has(version)) found.set(version, evaluation);
  }
  return found;
}

function lineOf(metric: string, mine: ReadonlyMap<number, Evaluation>) {
  const step = [...mine.keys()].sort((a, b) => a - b);
  const of = (version: number): Measured | undefined => mine.get(version)?.metrics.find((one) => one.metric === metric);
  const column = (key: "value" | "lo" | "hi") => step.map((version) => of(version)?.[key] ?? null);
  return { id: metric, name: metric, step, y: column("value"), band: { low: column("lo"), high: column("hi"), label: "95 % interval" } };
}
