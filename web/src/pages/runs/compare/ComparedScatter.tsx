import { useMemo } from "react";
import { useUrlState } from "../../../app/urlState";
import { Checkbox, Select } from "../../../components/Field";
import { Panel } from "../../../components/Panel";
import { Scatter } from "../../../components/Scatter";
import { currentProject } from "../../../api/place";
import { pathOf } from "../../../app/routes";
import { numberOf, readField } from "../fields";
import { byInterest, goalOf } from "../goals";
import page from "../ComparePage.module.css";
import { useGo } from "../useGo";
import { fieldsOf, type ShownRun } from "./useCompared";

/** Two figures of every run against each other; of two with a known goal also who cannot be beaten in both. */
export function ComparedScatter({ runs }: { runs: readonly ShownRun[] }) {
  const numeric = useMemo(() => {
    const params = fieldsOf(runs, "params").filter((field) => runs.some((run) => typeof run.values[field] === "number"));
    const metrics = fieldsOf(runs, "metrics").sort((a, b) => byInterest(readField(a).label, readField(b).label));
    return [...metrics, ...params, "duration_s"];
  }, [runs]);
  const [x, setX] = useUrlState("sx", "");
  const [y, setY] = useUrlState("sy", "");
  const [isLogX, setLogX] = useUrlState("slx", false);
  const [isLogY, setLogY] = useUrlState("sly", false);
  const go = useGo();
  const [fx, fy] = [readField(x || (numeric[1] ?? "duration_s")), readField(y || (numeric[0] ?? "duration_s"))];
  const options = numeric.map((field) => ({ value: field, label: readField(field).label }));
  const goal = (field: typeof fx) => (field.field === "duration_s" ? "down" : field.kind === "metric" ? goalOf(field.label) : undefined);
  const [gx, gy] = [goal(fx), goal(fy)];
  const points = runs.map((run) => ({ id: run.id, name: run.title, colour: run.colour, x: numberOf(run.values[fx.field]), y: numberOf(run.values[fy.field]) }));
  return (
    <Panel title="Scatter" note={gx && gy ? "ringed: no other run is better in both" : "the goal of one of the two is not known, so there is no front"}>
      <div className={page.part}>
        <div className={page.settings}>
          <span className={page.setting}>y <Select label="Vertical axis" value={fy.field} onChange={(value) => setY(value)} options={options} /></span>
          <Checkbox label="Log y" isChecked={isLogY} onChange={(isOn) => setLogY(isOn)} />
          <span className={page.setting}>x <Select label="Horizontal axis" value={fx.field} onChange={(value) => setX(value)} options={options} /></span>
          <Checkbox label="Log x" isChecked={isLogX} onChange={(isOn) => setLogX(isOn)} />
        </div>
        <Scatter title={`${fy.label} against ${fx.label}`} points={points} xLabel={fx.label} yLabel={fy.label} isLogX={isLogX} isLogY={isLogY} height={400}
          goals={gx && gy ? { x: gx, y: gy } : undefined} onPick={(id) => go(`${pathOf(currentProject(), "runs")}/${id}`)} />
      </div>
    </Panel>
  );
}
