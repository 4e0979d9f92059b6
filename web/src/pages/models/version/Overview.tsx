import type { ModelVersion } from "../../../api/operations";
import { useCall } from "../../../api/queries";
import { Num } from "../../../components/Num";
import { Panel } from "../../../components/Panel";
import { ApprovalState } from "../ApprovalState";
import { Facts } from "../../../components/Facts";
import { Link } from "../../../components/Link";
import { Time } from "../../../components/Time";
import layout from "../layout.module.css";
import { approversOf, pageOf, personOf } from "../words";
import { GateRows } from "./GateRows";
import { Remarks } from "./Remarks";
import type { useVersion } from "./useVersion";

/** The gates with their evidence, the decision, and the figures it was registered with. */
export function Overview({ version, all }: { version: ModelVersion; all: ReturnType<typeof useVersion> }) {
  // Where nothing was found, the policy says what should have been.
  const policies = useCall("approvals.list_policies", {}, { enabled: all.evidence.data?.length === 0 });
  const asked = policies.data?.find(({ kind, target }) => kind === "model" && target === "champion")?.rules.gates ?? [];
  // Both together: a gate without its numbers would be one row that turns into three.
  const gates = { ...all.evidence, data: all.evaluations.error || all.evaluations.data ? all.evidence.data : undefined };
  const metrics = Object.entries(version.manifest.metrics);
  return (
    <div className={layout.stack}>
      <Panel title="Gates" note="what was checked before it may go on; the interval, not the value, has to clear the threshold" query={gates} height={132} isFlush>
        {(evidence) => <GateRows evidence={evidence} evaluations={all.evaluations.data ?? []} asked={asked} approval={all.requests.data?.[0]} />}
      </Panel>
      <div className={layout.pair}>
        <Panel title="Decision" query={all.requests} height={128}>
          {(requests) =>
            requests[0] ? (
              <Facts
                isStacked
                items={[
                  { label: "Request", value: <span className={layout.row}><ApprovalState state={requests[0].state} /> <Link to={pageOf(`approvals/${requests[0].id}`)}>as {requests[0].target}</Link></span> },
                  { label: "Approved by", value: approversOf(requests[0]) || "nobody yet" },
                  { label: "Asked by", value: <>{personOf(requests[0].requested_by)}, <Time at={requests[0].requested_at} /></> },
                  { label: "Used", value: requests[0].executed_at ? <Time at={requests[0].executed_at} /> : "not used" },
                  { label: "Note", value: requests[0].note || requests[0].reason },
                ]}
              />
            ) : (
              <p className={layout.says}>Nobody has asked for approval of this version.</p>
            )
          }
        </Panel>
        <Panel title="Metrics when registered" note="as its run logged them">
          {metrics.length ? (
            <Facts isStacked items={metrics.map(([label, value]) => ({ label, value: <Num value={value} /> }))} />
          ) : (
            <p className={layout.says}>No metrics were given when it was registered.</p>
          )}
        </Panel>
      </div>
      <Remarks name={version.model} version={version.version} />
    </div>
  );
}
