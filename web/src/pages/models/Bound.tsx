import type { Approval } from "../../api/operations";
import { useCall } from "../../api/queries";
import { Digest } from "../../components/Digest";
import { Facts } from "../../components/Facts";
import { Panel } from "../../components/Panel";
import { RefLink } from "../../components/RefLink";
import layout from "./layout.module.css";
import { modelOf, versionOf } from "./words";
import { GateRows } from "./version/GateRows";

/** Exactly what the vote is bound to: the content, and each piece of evidence with its digest and numbers. */
export function Bound({ approval }: { approval: Approval }) {
  const [name, version] = [modelOf(approval.ref), versionOf(approval.ref) ?? 0];
  const evidence = useCall("models.list_evidence", { name, version }, { enabled: version > 0 });
  const evaluations = useCall("evaluations.list_evaluations", { subject: approval.ref, limit: 50 });
  const shown = evidence.data?.filter((item) => approval.evidence.some(({ ref, digest }) => ref === item.ref && digest === item.digest));
  return (
    <div className={layout.stack}>
      <Panel title="Gates" note="the evidence of this request and no later one" query={version > 0 ? evidence : undefined} isFlush>
        <GateRows evidence={shown ?? []} evaluations={evaluations.data ?? []} asked={[]} />
      </Panel>
      <Panel title="Digests" note="of what the approvers saw">
        <Facts
          isStacked
          items={[
            { label: approval.ref, value: <Digest value={approval.subject_digest} label="digest of the version" /> },
            { label: "All evidence", value: <Digest value={approval.evidence_digest} label="digest of the evidence" /> },
            ...approval.evidence.map(({ kind, ref, digest }) => ({
              label: kind,
              value: <span className={layout.row}><RefLink to={ref} /> <Digest value={digest} label={`digest of ${kind}`} /></span>,
            })),
          ]}
        />
      </Panel>
    </div>
  );
}
