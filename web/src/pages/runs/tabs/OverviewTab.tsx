import type { RunInfo } from "../../../api/operations";
import { useCall } from "../../../api/queries";
import { Select } from "../../../components/Field";
import { Panel } from "../../../components/Panel";
import { RefLink } from "../../../components/RefLink";
import { Digest } from "../../../components/Digest";
import { runName } from "../fields";
import { ParamList } from "../ParamList";
import page from "../RunPage.module.css";
import { NotesPanel } from "./NotesPanel";
import { RunCurves } from "./RunCurves";
import { SeriesTable } from "./SeriesTable";

interface OverviewTabProps {
  run: RunInfo;
  baseline: RunInfo | undefined;
  baselineId: string;
  onBaseline: (id: string) => void;
  poll: number | false;
}

const MOST_OFFERED = 100;

/** What a run measured and what it was called with, beside another run of its experiment. */
export function OverviewTab({ run, baseline, baselineId, onBaseline, poll }: OverviewTabProps) {
  const series = useCall("runs.series", { id: run.id }, { poll });
  const others = useCall("runs.list_runs", { experiment: run.experiment, limit: MOST_OFFERED });
  const offered = (others.data ?? []).filter(({ id }) => id !== run.id).map((one) => ({ value: one.id, label: runName(one) }));
  if (baseline && !offered.some(({ value }) => value === baseline.id)) offered.push({ value: baseline.id, label: runName(baseline) });
  const pick = offered.length ? (
    <Select label="Baseline run" className={page.pick} value={baseline ? baselineId : ""} onChange={onBaseline} options={[...(baseline ? [] : [{ value: "", label: "no baseline" }]), ...offered]} />
  ) : null;
  return (
    <div className={page.columns}>
      <div className={page.column}>
        <RunCurves run={run} series={series.data ?? []} poll={poll} />
        <Panel title="Metrics" note={<span className="name">{baseline ? `difference to ${runName(baseline)}` : "exact figures over all points"}</span>} query={series} isFlush>
          {(found) => <SeriesTable series={found} baseline={baseline} />}
        </Panel>
      </div>
      <div className={page.column}>
        <Panel title="Params" note={baseline ? "against the baseline" : undefined} actions={pick}>
          <ParamList run={run} baseline={baseline} isTitleHidden />
        </Panel>
        <NotesPanel run={run} />
        <Panel title="Inputs and outputs">
          {run.inputs.length + run.outputs.length === 0 ? <p className="quiet">The run recorded no data it read and nothing it made.</p> : null}
          <ul className={page.links}>
            {[...run.inputs.map((link) => ({ ...link, way: "read" })), ...run.outputs.map((link) => ({ ...link, way: "made" }))].map((link) => (
              <li key={`${link.way} ${link.ref} ${link.name}`} className={page.link}>
                <span className="name"><span className="quiet">{link.way}{link.name ? ` as ${link.name}` : ""} </span><RefLink to={link.ref} isWhole /></span>
                {link.digest ? <Digest value={link.digest} /> : null}
              </li>
            ))}
          </ul>
        </Panel>
      </div>
    </div>
  );
}
