import type { Monitor } from "../../api/operations";
import { Code } from "../../components/Code";
import { Facts } from "../../components/Facts";
import { Panel } from "../../components/Panel";
import { counted, formatNumber, formatShare } from "../../format/number";
import layout from "./layout.module.css";

/** What is watched, and what counts as bad, in words and as it is written. */
export function Specification({ monitor: { spec, baseline, reference, version, updated_at: at } }: { monitor: Monitor }) {
  const every = spec.window_hours === null ? "when somebody asks" : spec.window_hours % 24 === 0 ? `every ${counted(spec.window_hours / 24, "day")}` : `every ${counted(spec.window_hours, "hour")}`;
  return (
    <div className={layout.wide}>
      <Panel title="What counts as bad">
        <ul className={layout.stack}>
          <li>A window is judged {every}, and not below {spec.min_rows} rows.</li>
          <li>Drift: at most {formatShare(spec.false_alarms)} false alarms a window, over all features and tests together.</li>
          <li>Performance: bad when the upper end of the interval of ROC AUC lies more than {spec.max_drop} below the reference ({formatNumber(baseline?.roc_auc, 3)}), judged once {formatShare(spec.min_coverage)} of the answers have an outcome.</li>
          <li>Latency: {spec.max_p99_ms === null ? "shown, not judged" : `bad when the 99th percentile is above ${spec.max_p99_ms} ms`}.</li>
          <li>An incident opens after {spec.fire_after === 1 ? "one bad window" : `${spec.fire_after} bad windows in a row`} and closes after {spec.clear_after === 1 ? "one good one" : `${spec.clear_after} good ones in a row`}.</li>
          <li>A warning is a score of {formatNumber(spec.threshold ?? baseline?.threshold, 3)} or more{spec.threshold === null ? ", as the reference version itself has it" : ""}.</li>
        </ul>
      </Panel>
      <Panel title={`Version ${version}`}>
        <Facts isStacked items={[{ label: "Since", value: at.slice(0, 16).replace("T", " ") }, { label: "Reference", value: reference }, { label: "ROC AUC there", value: formatNumber(baseline?.roc_auc) }, { label: "Brier there", value: formatNumber(baseline?.brier) }]} />
        <Code text={JSON.stringify(spec, null, 2)} language="json" label="The specification" maxHeight={320} />
      </Panel>
    </div>
  );
}
