import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useCall } from "../../api/queries";
import { useActions } from "../../app/actions";
import { Button } from "../../components/Button";
import { DetailPage } from "../../components/DetailPage";
import { Time } from "../../components/Time";
import { counted } from "../../format/number";
import { refPath } from "../../format/ref";
import { currentProject } from "../../api/place";
import { ApprovalState } from "./ApprovalState";
import { ApprovalSubject } from "./ApprovalSubject";
import { Bound } from "./Bound";
import layout from "./layout.module.css";
import { HistoryTab } from "./HistoryTab";
import { Decide } from "./Decide";
import { Votes } from "./Votes";
import { approversOf, modelOf, personOf, versionOf } from "./words";

/** One request: what changes by it comes first, then what it is bound to, then the decision. */
export default function ApprovalPage() {
  const { id = "" } = useParams({ strict: false }) as { id?: string };
  const approval = useCall("approvals.get", { approval_id: id });
  const me = useCall("access.whoami", {});
  // Rules of the project and of this very request: an author has the right and may not use it here.
  const can = useCall("access.can", { permissions: ["approvals.approve"], ref: `approval:${id}` });
  const [asked, setAsked] = useState<"" | "approve" | "reject" | "withdraw">("");
  const found = approval.data;
  const because = found && can.data ? refusalOf(found.state, can.data[0]) : "Your rights are still being looked up";
  const notWithdraw = found && me.data ? withdrawRefusal(found.state, found.requested_by, me.data) : null;
  const name = found ? `${modelOf(found.ref)} version ${versionOf(found.ref) ?? "?"} as ${found.target}` : "Request for approval";
  useActions([
    { id: "approve", label: `Approve ${name}`, run: () => setAsked("approve"), disabledBecause: because },
    { id: "reject", label: `Reject ${name}`, run: () => setAsked("reject"), disabledBecause: because },
    { id: "withdraw", label: "Withdraw the request", run: () => setAsked("withdraw"), disabledBecause: notWithdraw },
  ]);
  return (
    <div className={layout.page}>
      <DetailPage
        kind="approval"
        title={name}
        address={`approval:${id}`}
        query={approval}
        action={
          found?.state === "open" ? (
            <span className={layout.row}>
              <Button onClick={() => setAsked("reject")} disabledBecause={because}>Reject</Button>
              <Button kind="primary" onClick={() => setAsked("approve")} disabledBecause={because}>Approve version {versionOf(found.ref)}</Button>
            </span>
          ) : null
        }
        menu={[{ label: "Withdraw the request", onSelect: () => setAsked("withdraw"), disabledBecause: notWithdraw }]}
        facts={
          found && [
            { label: "State", value: <ApprovalState state={found.state} /> },
            { label: "What", value: found.ref, to: refPath(found.ref, currentProject()) },
            { label: "Asked by", value: <>{personOf(found.requested_by)}, <Time at={found.requested_at} /></> },
            { label: "Authors, who may not vote", value: found.authors.map(personOf).join(", ") || "none" },
            found.state === "open" || found.state === "approved"
              ? { label: "Runs out", value: <Time at={found.expires_at} /> }
              : { label: "Decided", value: found.closed_at ? <Time at={found.closed_at} /> : null },
            { label: "Approved by", value: approversOf(found) || "nobody yet" },
          ]
        }
        tabs={
          found
            ? [
                { id: "diff", label: "What changes", content: <ApprovalSubject approval={found} /> },
                { id: "evidence", label: "Evidence", count: found.evidence.length, content: <Bound approval={found} /> },
                { id: "votes", label: "Votes", count: found.votes.length, content: <Votes approval={found} /> },
                { id: "history", label: "History", content: <HistoryTab address={`approval:${id}`} /> },
              ]
            : []
        }
        footer={found ? `Bound to ${counted(found.evidence.length, "piece")} of evidence and to policy version ${found.policy_version}; if either changes, the request is void.` : undefined}
        api={[
          { id: "approvals.get", params: { approval_id: id } },
          { id: "approvals.vote", params: { approval_id: id, approve: true, comment: "" } },
        ]}
      >
        {found?.note || found?.reason ? (
          <p className={layout.says}>
            {found.note ? <>“{found.note}”</> : null} {found.reason ? <strong>{found.reason}</strong> : null}
          </p>
        ) : null}
      </DetailPage>
      {asked && found ? <Decide approval={found} what={asked} name={name} onClose={() => setAsked("")} /> : null}
    </div>
  );
}

function refusalOf(state: string, right: { allowed: boolean; because: string } | undefined): string | null {
  if (state !== "open") return `The request is ${state} already`;
  return right?.allowed ? null : (right?.because ?? "You may not vote");
}

function withdrawRefusal(state: string, requestedBy: string, me: { principal: string; is_local: boolean }): string | null {
  if (state !== "open" && state !== "approved") return `It is ${state} already`;
  return requestedBy === me.principal || me.is_local ? null : `Only ${personOf(requestedBy)}, who asked, can take it back`;
}
