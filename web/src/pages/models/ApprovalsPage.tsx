import type { Approval } from "../../api/operations";
import { useCall } from "../../api/queries";
import { useUrlState } from "../../app/urlState";
import { Empty } from "../../components/Empty";
import { ErrorNote } from "../../components/ErrorNote";
import { Select } from "../../components/Field";
import { Link } from "../../components/Link";
import { RefLink } from "../../components/RefLink";
import { type Column, Table } from "../../components/Table";
import { counted } from "../../format/number";
import { ApprovalState } from "./ApprovalState";
import layout from "./layout.module.css";
import { ListHead } from "./ListHead";
import { useOpen } from "./useOpen";
import { approversOf, pageOf, personOf } from "./words";

const STATES = ["open", "approved", "executed", "rejected", "void", "expired", "withdrawn"] as const;

/** Requests for approval, the newest first; what waits for a decision is counted in the head. */
export default function ApprovalsPage() {
  const [chosen, setChosen] = useUrlState("state", "");
  const state = STATES.find((one) => one === chosen) ?? null;
  const approvals = useCall("approvals.list_approvals", { limit: 1000 });
  const policies = useCall("approvals.list_policies", {});
  const goTo = useOpen();
  const rows = approvals.data?.filter((one) => state === null || one.state === state);
  const waiting = approvals.data?.filter((one) => one.state === "open").length ?? 0;
  const lead = approvals.data ? `${counted(approvals.data.length, "request")}, ${waiting === 0 ? "none waits" : `${counted(waiting, "waits", "wait")} for a decision`}` : undefined;
  return (
    <div className={`${layout.page} ${layout.whole}`}>
      <ListHead
        title="Approvals"
        lead={lead}
        calls={[
          { id: "approvals.list_approvals", params: { state, limit: 1000 } },
          { id: "approvals.list_policies", params: {} },
        ]}
      >
        <Select label="State" value={state ?? ""} onChange={(now) => setChosen(now, { push: true })} options={[{ value: "", label: "Every state" }, ...STATES.map((one) => ({ value: one, label: one === "open" ? "waiting" : one }))]} />
      </ListHead>
      {policies.data?.length ? (
        <p className={layout.note}>
          {policies.data.map(({ kind, target, rules }) => (
            <span key={`${kind} ${target}`}>
              The {target} of {kind}s takes {counted(rules.min_votes, "vote")} of {rules.roles.join(" or ")}
              {rules.gates.length ? ` after ${rules.gates.join(" and ")} passed` : ""}
              {rules.auto_approve_by === "policy" ? "; the policy itself may vote" : ""}.{" "}
            </span>
          ))}
        </p>
      ) : null}
      {approvals.error ? <ErrorNote error={approvals.error} retry={() => void approvals.refetch()} /> : null}
      <Table
        label="Requests for approval"
        noun="request"
        columns={COLUMNS}
        rows={rows}
        rowKey={({ id }) => id}
        onOpen={({ id }) => goTo(pageOf(`approvals/${id}`))}
        isMain
        fit="fill"
        empty={<NoApprovals state={state} of={approvals.data?.length ?? 0} isProtected={Boolean(policies.data?.length)} />}
      />
    </div>
  );
}

const COLUMNS: Column<Approval>[] = [
  { id: "subject", header: "What", width: 170, sortable: true, value: ({ ref }) => ref, cell: ({ ref }) => <RefLink to={ref} /> },
  { id: "target", header: "As", width: 100, sortable: true, value: ({ target }) => target, cell: ({ id, target }) => <Link to={pageOf(`approvals/${id}`)}>{target}</Link> },
  { id: "state", header: "State", width: 140, sortable: true, value: ({ state }) => state, cell: ({ state }) => <ApprovalState state={state} /> },
  { id: "by", header: "Approved by", width: 120, sortable: true, value: approversOf },
  { id: "asker", header: "Asked by", width: 110, sortable: true, value: ({ requested_by }) => personOf(requested_by) },
  { id: "asked", header: "Asked", width: 110, sortable: true, value: ({ requested_at }) => new Date(requested_at) },
  { id: "until", header: "Runs out", width: 110, sortable: true, value: ({ state, expires_at }) => (state === "open" || state === "approved" ? new Date(expires_at) : null) },
  { id: "evidence", header: "Evidence", width: 90, align: "end", sortable: true, value: ({ evidence }) => evidence.length },
  { id: "note", header: "Note", width: 360, value: ({ note, reason }) => reason || note },
];

function NoApprovals({ state, of, isProtected }: { state: string | null; of: number; isProtected: boolean }) {
  if (of > 0) return <Empty title={`No request is ${state === "open" ? "waiting" : state}; in other states there are ${of}.`} />;
  return (
    <Empty
      title={`Requests for approval appear here. ${isProtected ? "A version's page has the button that asks." : "Nothing is protected yet: any editor may let any version take traffic."}`}
      language="bash"
      lines={isProtected ? ["flyball model request-approval model:NAME@VERSION --to champion"] : ["flyball approval policy model champion --gate evaluation"]}
    />
  );
}
