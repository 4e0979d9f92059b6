import { useMemo } from "react";
import { useUrlState } from "../../../app/urlState";
import { BarList } from "../../../components/BarList";
import { Select } from "../../../components/Field";
import { Panel } from "../../../components/Panel";
import { formatNumber, formatShare } from "../../../format/number";
import { numberOf, readField } from "../fields";
import { byInterest } from "../goals";
import page from "../ComparePage.module.css";
import { influences } from "./importance";
import { fieldsOf, type ShownRun } from "./useCompared";

/** Which params go along with a figure over the runs compared. */
export function Importance({ runs }: { runs: readonly ShownRun[] }) {
  const metrics = useMemo(() => fieldsOf(runs, "metrics").sort((a, b) => byInterest(readField(a).label, readField(b).label)), [runs]);
  const [chosen, choose] = useUrlState("figure", "");
  const metric = metrics.includes(chosen) ? chosen : (metrics[0] ?? "");
  const found = useMemo(() => {
    const params = Object.fromEntries(fieldsOf(runs, "params").map((field) => [readField(field).label, runs.map((run) => run.values[field])]));
    return influences(params, runs.map((run) => numberOf(run.values[metric])));
  }, [runs, metric]);
  const label = readField(metric).label;
  const items = found.map(({ name, share, correlation, n }) => ({ name, value: share, note: correlation === null ? `categories, n = ${n}` : `rank correlation ${formatNumber(correlation, 2)}, n = ${n}` }));
  const [first] = found;
  return (
    <Panel title="Importance" note="each param alone, by ranks, less what chance explains; interplay is not seen"
      actions={<Select label="Figure" value={metric} onChange={(value) => choose(value)} options={metrics.map((field) => ({ value: field, label: readField(field).label }))} />}>
      <div className={page.bars}>
        {items.length ? (
          <BarList title={first && first.share > 0 ? `${first.name} goes along with ${formatShare(first.share, 2)} of the spread of ${label}` : `No param explains ${label} better than chance`} items={items} max={1} format={(value) => formatShare(value, 2)} n={runs.length} />
        ) : <p className="quiet">It takes four runs or more with {label || "a metric"} and a param that differs.</p>}
      </div>
    </Panel>
  );
}
