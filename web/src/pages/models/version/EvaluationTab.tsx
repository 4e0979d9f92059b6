import { useState } from "react";
import type { Evaluation } from "../../../api/operations";
import { Select } from "../../../components/Field";
import { Panel, type PanelQuery } from "../../../components/Panel";
import { absoluteTime } from "../../../format/time";
import { EvaluationReport } from "../EvaluationReport";
import layout from "../layout.module.css";

/** The evaluations of a version: the newest, or the one chosen. */
export function EvaluationTab({ address, evaluations }: { address: string; evaluations: PanelQuery<Evaluation[]> }) {
  const [chosen, setChosen] = useState("");
  if (!evaluations.data) return <Panel title="Evaluation" query={evaluations}>{null}</Panel>;
  const mine = evaluations.data.filter(({ subject }) => subject === address);
  const shown = mine.find(({ id }) => id === chosen) ?? mine[0];
  if (!shown) {
    return (
      <Panel title="Evaluation">
        <p className={layout.says}>This version was never evaluated. evaluate(…) of flyball.evaluation records a report, and with it the gates.</p>
      </Panel>
    );
  }
  return (
    <div className={layout.stack}>
      {mine.length > 1 ? (
        <Select
          label="Which evaluation"
          value={shown.id}
          onChange={setChosen}
          options={mine.map(({ id, at, dataset }) => ({ value: id, label: `${absoluteTime(at, "utc")} on ${dataset}` }))}
        />
      ) : null}
      <EvaluationReport evaluation={shown} />
    </div>
  );
}
