import type { Performance, Policy, Traffic, TrafficSeries } from "../../api/operations";
import { useCall } from "../../api/queries";
import { Num } from "../../components/Num";
import { Panel, type PanelQuery } from "../../components/Panel";
import { RefLink } from "../../components/RefLink";
import { formatShare } from "../../format/number";
import layout from "../models/layout.module.css";
import { liveArm } from "../models/words";
import { meanScoreOf, middleOf, nameOf, shownOf, totalOf } from "./series";

interface VersionsTabProps {
  name: string;
  policy: Policy;
  traffic: PanelQuery<Traffic>;
}

/** All versions that answered in the range beside each other: traffic, latency, score, and how right they were. */
export function VersionsTab({ name, policy, traffic }: VersionsTabProps) {
  const range = traffic.data;
  const right = useCall(
    "monitors.performance",
    { deployment: name, start: range?.start ?? "", end: range?.end ?? "" },
    { enabled: range !== undefined, keep: true },
  );
  return (
    <Panel
      title="Versions side by side"
      note="over the range of the overview; the metrics are of the answers whose outcome is known"
      query={traffic}
      lines={6}
      isFlush
    >
      {(found) => <Beside traffic={found} policy={policy} right={right.data} says={saysOf(right)} />}
    </Panel>
  );
}

function saysOf({ error, data }: { error: { what: string } | null; data: unknown }): string {
  if (error) return `Outcomes cannot be read: ${error.what}`;
  return data ? "" : "Outcomes are being joined to the answers; over a whole year this takes some seconds.";
}

function Beside({ traffic, policy, right, says }: { traffic: Traffic; policy: Policy; right: Performance[] | undefined; says: string }) {
  const all = shownOf(traffic, true);
  const live = totalOf(shownOf(traffic, false));
  if (all.length === 0) return <p className={layout.says}>Nothing was answered in this range.</p>;
  return (
    <div className={layout.sideways}>
      <table className={layout.table}>
        <thead>
          <tr>
            <th scope="col">Version</th>
            <th scope="col">Now</th>
            <th scope="col" className="number">Requests</th>
            <th scope="col" className="number">Share</th>
            <th scope="col" className="number" title="middle of the buckets' values">p50 ms</th>
            <th scope="col" className="number">p95 ms</th>
            <th scope="col" className="number">p99 ms</th>
            <th scope="col" className="number">No score</th>
            <th scope="col" className="number">Mean score</th>
            <th scope="col" className="number">Labelled</th>
            <th scope="col" className="number">ROC AUC</th>
            <th scope="col" className="number">Brier</th>
            <th scope="col" className="number">Came true</th>
          </tr>
        </thead>
        <tbody>
          {all.map((series) => {
            const known = right?.find(({ variant, model }) => model === series.model && variant === (series.is_shadow ? `shadow:${series.variant}` : series.variant));
            const requests = totalOf([series]);
            return (
              <tr key={`${nameOf(series)} ${series.model}`}>
                <th scope="row" className={layout.line}><RefLink to={series.model} /> <span className="quiet">{nameOf(series)}</span></th>
                <td>{roleNow(series, policy)}</td>
                <td className="number"><Num value={requests} /></td>
                <td className="number">{series.is_shadow ? <span className="quiet">sees all</span> : formatShare(live ? requests / live : null, 3)}</td>
                <td className="number"><Num value={middleOf(series.p50_ms)} digits={3} /></td>
                <td className="number"><Num value={middleOf(series.p95_ms)} digits={3} /></td>
                <td className="number"><Num value={middleOf(series.p99_ms)} digits={3} /></td>
                <td className="number"><Num value={totalOf([series], "without_score")} /></td>
                <td className="number"><Num value={meanScoreOf(series)} /></td>
                <td className="number">{known ? formatShare(known.rows ? known.labelled / known.rows : null, 3) : <span className="quiet">–</span>}</td>
                <td className="number"><Auc of={known} /></td>
                <td className="number"><Num value={known?.brier} /></td>
                <td className="number">{formatShare(known?.positive_rate, 3)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {says ? <p className={layout.foot} role="status">{says}</p> : null}
    </div>
  );
}

function roleNow(series: TrafficSeries, policy: Policy): string {
  const arm = policy.arms.find(({ model }) => model === series.model);
  if (arm && !series.is_shadow) return arm === liveArm(policy) ? "live" : "canary";
  return series.is_shadow && policy.shadow.some(({ model }) => model === series.model) ? "shadow" : "gone";
}

function Auc({ of }: { of: Performance | undefined }) {
  if (!of || of.roc_auc === null) return <span className="quiet">–</span>;
  return (
    <>
      <Num value={of.roc_auc} />
      {of.roc_auc_lo === null || of.roc_auc_hi === null ? null : (
        <span className={`quiet ${layout.note}`}> [<Num value={of.roc_auc_lo} digits={3} />, <Num value={of.roc_auc_hi} digits={3} />]</span>
      )}
    </>
  );
}
