"""Operations on approvals: set the rules, ask, vote, withdraw."""

from __future__ import annotations

from typing import Annotated, ClassVar

import msgspec
from msgspec import Meta
from sqlalchemy import func, select, update

from flyball.core import Digest, Id, Ref, operation, to_us
from flyball.core.errors import Conflict, Forbidden
from flyball.governance import tables as t
from flyball.governance.approval_model import (
    Approval,
    ApprovalPolicy,
    ApprovalPolicySet,
    ApprovalRules,
    ApprovalState,
    ApprovalVoted,
    Comment,
    Evidence,
    Target,
)
from flyball.governance.approval_rules import outcome
from flyball.governance.approval_store import (
    close_request,
    find_policy,
    open_request,
    read_approval,
    refuse_vote_by,
    rules_for,
    to_approval,
    to_policy,
)
from flyball.store import Service
from flyball.store.catalog import Change, insert_replace

Limit = Annotated[int, Meta(ge=1, le=1000)]
Kind = Annotated[str, Meta(pattern=r"^[a-z][a-z-]*(?![\s\S])", max_length=32)]


class Approvals(Service):
    """Requests bound to exactly what the approver saw, and the votes of people who did not make it."""

    noun: ClassVar[str] = "approvals"

    @operation("PUT", "/approval-policies/{kind}/{target}", needs="approvals.admin")
    def set_policy(self, kind: Kind, target: Target, *, rules: ApprovalRules) -> ApprovalPolicy:
        """Protect a target, such as the alias `champion` of models; open requests keep the stricter of old and new."""
        with self.change() as change:
            change.lock(f"approval-policy:{self.project}:{kind}")
            found = find_policy(change.connection, self.project, kind, target)
            if found is not None and found.target == target and found.rules == rules:
                return found
            p = t.approval_policy.c
            newest = select(func.coalesce(func.max(p.version), 0)).where(p.project == self.project, p.kind == kind)
            version = int(change.execute(newest).scalar_one()) + 1
            row = {
                "project": self.project, "kind": kind, "target": target, "version": version,
                "rules": msgspec.json.encode(rules), "created_by": self.call.principal.id,
                "created_at": change.now_us,
            }  # fmt: skip
            change.execute(t.approval_policy.insert(), [row])
            ref = f"project:{self.project}"
            change.emit(ApprovalPolicySet(ref=ref, subject=kind, target=target, version=version, rules=rules))
            query = select(t.approval_policy).where(p.project == self.project, p.kind == kind, p.version == version)
            return to_policy(change.execute(query).one())

    @operation("GET", "/approval-policies", needs="approvals.read")
    def list_policies(self) -> list[ApprovalPolicy]:
        """The policies in force, the newest of each target."""
        p = t.approval_policy.c
        query = select(t.approval_policy).where(p.project == self.project).order_by(p.kind, p.target, p.version)
        with self.read() as connection:
            newest = {(row.kind, row.target): to_policy(row) for row in connection.execute(query)}
        return list(newest.values())

    @operation("POST", "/approvals", needs="approvals.write")
    def request(
        self,
        subject: Annotated[str, Meta(max_length=400)],
        *,
        subject_digest: Digest,
        target: Target = "*",
        evidence: Annotated[tuple[Evidence, ...], Meta(max_length=200)] = (),
        authors: Annotated[tuple[str, ...], Meta(max_length=50)] = (),
        note: Comment = "",
    ) -> Approval:
        """Ask for approval of a thing, bound to its digest and to the evidence shown; its authors may not vote.

        For model versions use `models.request_approval`, which gathers digest, evidence and authors itself.
        """
        with self.change() as change:
            return open_request(
                change,
                self.stores.ids,
                subject=Ref.parse(subject),
                subject_digest=subject_digest,
                target=target,
                evidence=evidence,
                authors=authors,
                note=note,
            )

    @operation("GET", "/approvals/{approval_id}", needs="approvals.read")
    def get(self, approval_id: Id) -> Approval:
        """One request with its evidence and votes."""
        with self.read() as connection:
            return read_approval(connection, self.project, approval_id, now_us=to_us(self.stores.clock.now()))

    @operation("GET", "/approvals", needs="approvals.read")
    def list_approvals(
        self,
        *,
        state: ApprovalState | None = None,
        ref: str | None = None,
        limit: Limit = 100,
        after: str | None = None,
    ) -> list[Approval]:
        """Requests, the newest first, by state and subject."""
        r = t.approval_request.c
        query = select(t.approval_request).where(r.project == self.project).order_by(r.id.desc()).limit(limit)
        now_us = to_us(self.stores.clock.now())
        if state == "expired":
            query = query.where(r.state.in_(["open", "approved"]), r.expires_at <= now_us)
        elif state is not None:
            query = query.where(r.state == state)
            query = query.where(r.expires_at > now_us) if state in {"open", "approved"} else query
        if ref is not None:
            query = query.where(r.ref == str(Ref.parse(ref)))
        if after is not None:
            query = query.where(r.id < after)
        with self.read() as connection:
            return [to_approval(connection, row, now_us=now_us) for row in connection.execute(query).all()]

    @operation("POST", "/approvals/{approval_id}/votes", needs="approvals.approve")
    def vote(self, approval_id: Id, *, approve: bool, comment: Comment = "") -> Approval:
        """Approve or reject; who made or requested the thing may not, and one rejection closes the request."""
        with self.change() as change:
            change.lock(f"approval:{approval_id}")
            approval = read_approval(change.connection, self.project, approval_id, now_us=change.now_us)
            if approval.state != "open":
                raise Conflict(f"the request is {approval.state}", why=approval.reason, hint="request another one")
            is_by_policy = self._refuse_vote(change, approval)
            voter = self.call.principal.id
            vote = {
                "request": approval_id, "voter": voter, "is_approval": int(approve), "is_by_policy": int(is_by_policy),
                "comment": comment, "at": change.now_us,
            }  # fmt: skip
            change.execute(insert_replace(change.connection, t.approval_vote, ["request", "voter"]), [vote])
            return self._count(change, approval_id, ApprovalVoted(
                ref=f"approval:{approval_id}", subject=approval.ref, approve=approve, is_by_policy=is_by_policy,
                comment=comment, state="open",
            ))  # fmt: skip

    @operation("POST", "/approvals/{approval_id}/withdrawal", needs="approvals.write")
    def withdraw(self, approval_id: Id, *, reason: Comment = "") -> Approval:
        """Take a request back; only who made it can."""
        with self.change() as change:
            change.lock(f"approval:{approval_id}")
            approval = read_approval(change.connection, self.project, approval_id, now_us=change.now_us)
            if approval.requested_by != self.call.principal.id and not self.call.principal.is_local:
                raise Forbidden("this request is somebody else's", why=f"{approval.requested_by} made it")
            if approval.state not in {"open", "approved"}:
                raise Conflict(f"the request is {approval.state}")
            close_request(change, approval, "withdrawn", reason)
            return read_approval(change.connection, self.project, approval_id, now_us=change.now_us)

    def _refuse_vote(self, change: Change, approval: Approval) -> bool:
        """Whether the vote is one by policy; raises if the caller may not vote at all."""
        refuse_vote_by(self.stores.catalog, change.connection, self.call, approval.id)
        return self.call.principal.id.startswith("system:")

    def _count(self, change: Change, approval_id: str, event: ApprovalVoted) -> Approval:
        row = change.execute(select(t.approval_request).where(t.approval_request.c.id == approval_id)).one()
        approval = to_approval(change.connection, row, now_us=change.now_us)
        state = outcome(approval.votes, rules_for(change.connection, self.project, row))
        if state != "open":
            reason = event.comment if state == "rejected" else ""
            closed = {"state": state, "reason": reason, "closed_at": change.now_us}
            change.execute(update(t.approval_request).where(t.approval_request.c.id == approval_id).values(**closed))
        change.emit(msgspec.structs.replace(event, state=state))
        return read_approval(change.connection, self.project, approval_id, now_us=change.now_us)
