import { useMemo } from "react";
import type { Decision, Rollout } from "../../api/operations";
import { Panel } from "../../components/Panel";
import { Status } from "../../components/Status";
import { Time } from "../../components/Time";
import { formatCount, formatNumber } from "../../format/number";
import layout from "../monitor/layout.module.css";
import { verbOf } from "./words";

const KINDS = new Set<Decision["kind"]>(["shadow", "canary", "advance", "hold", "promote", "roll_back"]);
const numberIn = ({ evidence }: Decision, name: string): number | null => (typeof evidence[name] === "number" ? evidence[name] : null);

/** The steps of the roll-out: how much traffic, on how many labelled rows, how strong the evidence of harm. */
export function CanarySteps({ decisions, rollout }: { decisions: readonly Decision[]; rollout: Rollout | undefined }) {
  const steps = useMemo(() => decisions.filter(({ kind, reason }) => KINDS.has(kind) && !reason.startsWith("approval ")).toReversed(), [decisions]);
  const limit = rollout ? 1 / rollout.alpha : null;
  if (steps.length === 0) return null;
  return (
    <Panel title="Roll-out" note={rollout ? `policy: ${rollout.steps.map((step) => `${step * 100} %`).join(" → ")}, ${rollout.min_rows} labelled rows per arm before each step` : undefined} isFlush>
      <div className={layout.sideways}>
        <table className={layout.table}>
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">What</th>
              <th scope="col" className={layout.figure}>Canary rows</th>
              <th scope="col" className={layout.figure}>Live rows</th>
              <th scope="col" className={layout.figure}>Evidence of harm{limit === null ? "" : `, back at ${limit}`}</th>
              <th scope="col">In words</th>
            </tr>
          </thead>
          <tbody>
            {steps.map((step) => (
              <tr key={`${step.at} ${step.kind} ${step.reason}`}>
                <td className={layout.whole}><Time at={step.at} isAbsolute /></td>
                <td className={layout.whole}><Status {...verbOf(step)} /></td>
                <td className={layout.figure}>{formatCount(numberIn(step, "canary_rows"))}</td>
                <td className={layout.figure}>{formatCount(numberIn(step, "base_rows"))}</td>
                <td className={layout.figure}>{formatNumber(numberIn(step, "e_value"), 3)}</td>
                <td className={layout.says}>{step.reason.replaceAll("model:", "")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
