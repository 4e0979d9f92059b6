import type { Loop } from "../../api/operations";
import { Code } from "../../components/Code";
import { Panel } from "../../components/Panel";
import { RefLink } from "../../components/RefLink";
import { counted, formatShare } from "../../format/number";
import layout from "../monitor/layout.module.css";

/** The policy in words and as it is written. */
export function PolicyTab({ loop: { policy, version } }: { loop: Loop }) {
  const { triggers, rollout, limits, gates } = policy;
  const starts = [
    ...(triggers.incidents.length ? [`an open ${triggers.incidents.join(" or ")} incident`] : []),
    ...(triggers.max_age_days === null ? [] : [`a live version older than ${counted(triggers.max_age_days, "day")}`]),
    ...(triggers.min_new_labels === null ? [] : [`${triggers.min_new_labels} new outcomes`]),
  ];
  return (
    <div className={layout.wide}>
      <Panel title="What it does">
        <ul className={layout.stack}>
          <li>Watches <RefLink to={`deployment:${policy.deployment}`} />{policy.monitor ? <> by <RefLink to={`monitor:${policy.monitor}`} /></> : null} and trains <RefLink to={`model:${policy.model}`} />.</li>
          <li>Starts a cycle on {starts.join(", or ") || "nothing by itself"}; never while a data-quality incident is open.</li>
          <li>Trains on {policy.window_days === null ? "everything known" : `the outcomes of the last ${counted(policy.window_days, "day")}`}, keeping the newest {counted(policy.holdout_days, "day")} for the comparison.</li>
          <li>
            Passes a challenger that meets all of:
            <ul>
              {gates.map((gate) => (
                <li key={JSON.stringify(gate)}>– {gate.metric} {gate.vs ? `not worse than the ${gate.vs} by ${gate.margin}` : `${gate.min === null ? "" : `at least ${gate.min}`}${gate.max === null ? "" : ` at most ${gate.max}`}`}{gate.slice ? `, in each slice of ${gate.slice}` : ""}</li>
              ))}
            </ul>
          </li>
          <li>Approval: {policy.approval === "policy" ? "the passed gates approve; no person votes" : "people vote"}.</li>
          <li>Rolls out{rollout.shadow_days ? ` after ${counted(rollout.shadow_days, "day")} in shadow` : ""} by {rollout.steps.map((step) => formatShare(step)).join(" → ")}, each step after {rollout.min_rows} labelled answers per arm, back at once when the error odds exceed {rollout.max_odds} (α {rollout.alpha}); then {counted(rollout.probation_days, "day")} on probation.</li>
          <li>At most {counted(limits.max_cycles_per_30_days, "cycle")} in 30 days, {counted(limits.cooldown_days, "day")} apart; {counted(limits.rejections_until_breaker, "rejection")} in a row stop it.</li>
        </ul>
      </Panel>
      <Panel title={`Version ${version}`}>
        <Code text={JSON.stringify(policy, null, 2)} language="json" label="The policy" maxHeight={480} />
      </Panel>
    </div>
  );
}
