import { useParams } from "@tanstack/react-router";
import { currentProject } from "../../api/place";
import { useCall } from "../../api/queries";
import { DetailPage } from "../../components/DetailPage";
import { Time } from "../../components/Time";
import { formatCount } from "../../format/number";
import { parseRef, refLabel, refPath } from "../../format/ref";
import { EvaluationReport } from "./EvaluationReport";
import { HistoryTab } from "./HistoryTab";
import layout from "./layout.module.css";
import { personOf } from "./words";

/** One evaluation on record: the whole report behind a gate. */
export default function EvaluationPage() {
  const { id = "" } = useParams({ strict: false }) as { id?: string };
  const evaluation = useCall("evaluations.get", { id }, { immutable: true });
  const found = evaluation.data;
  const subject = found ? parseRef(found.subject) : null;
  const name = subject ? refLabel(subject) : (found?.subject ?? "");
  const passed = found?.gates.filter((gate) => gate.passed).length ?? 0;
  return (
    <div className={layout.page}>
      <DetailPage
        kind="evaluation"
        title={found ? `Evaluation of ${name}` : "Evaluation"}
        address={`evaluation:${id}`}
        query={evaluation}
        status={found ? { state: found.passed ? "ok" : "bad", word: found.passed ? "passed" : "not passed" } : undefined}
        facts={
          found && [
            { label: "Of", value: found.subject, to: refPath(found.subject, currentProject()) },
            { label: "On", value: found.dataset, to: refPath(found.dataset, currentProject()) },
            { label: "Rows", value: formatCount(found.n) },
            { label: "Gates passed", value: `${passed} of ${found.gates.length}` },
            { label: "Recorded", value: <><Time at={found.at} /> by {personOf(found.by)}</> },
          ]
        }
        tabs={
          found
            ? [
                { id: "report", label: "Report", content: <EvaluationReport evaluation={found} /> },
                { id: "history", label: "History", content: <HistoryTab address={`evaluation:${id}`} /> },
              ]
            : []
        }
        api={[
          { id: "evaluations.get", params: { id } },
          { id: "evaluations.report", params: { id } },
        ]}
      />
    </div>
  );
}
