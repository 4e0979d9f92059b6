import type { Policy } from "../../api/operations";
import { Panel, type PanelQuery } from "../../components/Panel";
import { RefLink } from "../../components/RefLink";
import { Status } from "../../components/Status";
import { Time } from "../../components/Time";
import { formatShare } from "../../format/number";
import { formatDuration, instantOf } from "../../format/time";
import layout from "../models/layout.module.css";
import { personOf, versionOf } from "../models/words";
import { MILLION } from "./shares";

/** Every policy there was, the newest first: who answered whom, by whose hand and why. */
export function PoliciesTab({ query }: { query: PanelQuery<Policy[]> }) {
  return (
    <Panel title="Policies" note="none is ever changed; a change is a new one" query={query} lines={10} isFlush>
      {(found) => (
        <div className={layout.sideways}>
          <table className={layout.table}>
            <thead>
              <tr>
                <th scope="col" className="number">Policy</th>
                <th scope="col">From</th>
                <th scope="col" className="number">In force for</th>
                <th scope="col">Arms</th>
                <th scope="col">Shadows</th>
                <th scope="col">By</th>
                <th scope="col">Why</th>
              </tr>
            </thead>
            <tbody>
              {found.map((policy, at) => (
                <tr key={policy.gen}>
                  <th scope="row" className="number">{policy.gen}</th>
                  <td><Time at={policy.created_at} /></td>
                  <td className="number">{at === 0 ? <Status state="ok" word="in force" /> : heldFor(policy, found[at - 1]!)}</td>
                  <td>
                    <span className={layout.row}>
                      {policy.arms.map((arm) => (
                        <span key={arm.name}><RefLink to={arm.model} /> {formatShare(arm.weight_ppm / MILLION)}</span>
                      ))}
                    </span>
                  </td>
                  <td className="quiet">{policy.shadow.map(shadowText).join(", ") || "none"}</td>
                  <td>{personOf(policy.created_by)}</td>
                  <td className={layout.says}>
                    {policy.restores === null ? null : <strong>Rolled back to {policy.restores}. </strong>}
                    {policy.reason || <span className="quiet">no reason given</span>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

function heldFor(policy: Policy, next: Policy): string {
  const seconds = ((instantOf(next.created_at) ?? 0) - (instantOf(policy.created_at) ?? 0)) / 1000;
  return seconds === 0 ? "a moment" : formatDuration(seconds);
}

/** "v13", or "control (v1)" where the name says something else than the version. */
function shadowText({ name, model }: Policy["shadow"][number]): string {
  const version = `v${versionOf(model) ?? "?"}`;
  return name === version ? name : `${name} (${version})`;
}
