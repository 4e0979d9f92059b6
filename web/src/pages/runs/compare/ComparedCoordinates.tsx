import { useMemo, useState } from "react";
import { currentProject } from "../../../api/place";
import { pathOf } from "../../../app/routes";
import { Button } from "../../../components/Button";
import { Panel } from "../../../components/Panel";
import { ParallelCoordinates } from "../../../components/ParallelCoordinates";
import { useUrlState } from "../../../app/urlState";
import { FieldPicker } from "../FieldPicker";
import { numberOf, readField } from "../fields";
import { byInterest, goalOf } from "../goals";
import page from "../ComparePage.module.css";
import { useGo } from "../useGo";
import { fieldsOf, isTelling, isVaried, type ShownRun } from "./useCompared";

const NONE: readonly string[] = [];
const FIRST_METRICS = 2;
const FIRST_PARAMS = 6;

/** Every run a line over its params and figures; a stretch of an axis keeps only the runs that pass there. */
export function ComparedCoordinates({ runs }: { runs: readonly ShownRun[] }) {
  const available = useMemo(() => {
    const metrics = fieldsOf(runs, "metrics").sort((a, b) => byInterest(readField(a).label, readField(b).label));
    const params = fieldsOf(runs, "params").filter((field) => isVaried(runs, field));
    return { metrics, params };
  }, [runs]);
  const [chosen, choose] = useUrlState("axes", NONE);
  const [kept, setKept] = useState<string[] | null>(null);
  const go = useGo();
  const usual = [...available.params.filter((field) => isTelling(runs, field)).slice(0, FIRST_PARAMS), ...available.metrics.slice(0, FIRST_METRICS)];
  const fields = (chosen.length ? chosen : usual).map(readField);
  const axes = fields.map(({ field, label, kind }) => ({ id: field, label, ...(kind === "metric" && { goal: goalOf(label) }) }));
  const rows = useMemo(
    () => runs.map((run) => ({
      id: run.id, name: run.title, colour: run.colour,
      values: Object.fromEntries(Object.entries(run.values).map(([field, value]) => [field, field.startsWith("metrics.") ? numberOf(value) : typeof value === "boolean" ? String(value) : value])),
    })),
    [runs],
  );
  const offered = [...available.params, ...available.metrics].map(readField);
  return (
    <Panel title="Parallel coordinates" note={kept ? `${kept.length} of ${runs.length} runs kept` : "drag along an axis to keep a stretch"}>
      <div className={page.part}>
        <div className={page.settings}>
          <FieldPicker label="Axes" fields={offered} chosen={fields.map(({ field }) => field)} onChange={choose} most={12} hasGoals onReset={() => choose([])} trigger={<Button>{`${axes.length} axes`}</Button>} />
          {kept && kept.length > 1 && kept.length < runs.length ? (
            <Button onClick={() => go(`${pathOf(currentProject(), "compare")}?runs=${kept.join(",")}&tab=parallel`)}>{`Keep only these ${kept.length}`}</Button>
          ) : null}
        </div>
        {axes.length ? <ParallelCoordinates title="Params and figures of each run" isTitleHidden axes={axes} rows={rows} height={400} onBrush={(brush, ids) => setKept(Object.keys(brush).length ? ids : null)} onPick={(id) => go(`${pathOf(currentProject(), "runs")}/${id}`)} /> : <p className="quiet">These runs differ in no param and have no metric.</p>}
      </div>
    </Panel>
  );
}
