"""Approvals in the catalog: reading them, opening, closing and executing them inside somebody's transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, select, update

from flyball.core import Call, Ids, Ref, digest, from_us, to_us
from flyball.core.errors import Conflict, NotFound, RefusedByPolicy
from flyball.governance import tables as t
from flyball.governance.approval_model import (
    Approval,
    ApprovalClosed,
    ApprovalExecuted,
    ApprovalPolicy,
    ApprovalRequested,
    ApprovalRules,
    ApprovalState,
    Evidence,
    Vote,
)
from flyball.governance.approval_rules import refuse_voter, stricter
from flyball.governance.authorize import roles_of
from flyball.governance.rows import moment
from flyball.store.catalog import Catalog, Change


def evidence_digest(evidence: Sequence[Evidence]) -> str:
    """One digest for a set of evidence, whatever its order."""
    return digest(sorted([item.kind, item.ref, item.digest] for item in evidence))


def find_policy(connection: Connection, project: str, kind: str, target: str) -> ApprovalPolicy | None:
    """The newest policy for the target, else for every target (`*`), else None: nothing is protected."""
    p = t.approval_policy.c
    query = select(t.approval_policy).where(p.project == project, p.kind == kind, p.target.in_([target, "*"]))
    rows = connection.execute(query.order_by(p.version.desc())).all()
    own = [row for row in rows if row.target == target] or list(rows)
    return to_policy(own[0]) if own else None


def has_policies(connection: Connection, project: str, kind: str) -> bool:
    """Whether the project protects anything of this kind."""
    p = t.approval_policy.c
    found = connection.execute(select(p.version).where(p.project == project, p.kind == kind).limit(1))
    return found.first() is not None


def list_for(connection: Connection, project: str, ref: str, *, now_us: int) -> list[Approval]:
    """Every request about a thing, the newest first."""
    r = t.approval_request.c
    query = select(t.approval_request).where(r.project == project, r.ref == ref).order_by(r.id.desc())
    return [to_approval(connection, row, now_us=now_us) for row in connection.execute(query).all()]


def rules_for(connection: Connection, project: str, row: Row[Any]) -> ApprovalRules:
    """The rules a request is held to: those it was opened under, and those in force now where they are stricter."""
    now = find_policy(connection, project, row.kind, row.target)
    p = t.approval_policy.c
    query = select(t.approval_policy).where(p.project == project, p.kind == row.kind, p.version == row.policy_version)
    opened = connection.execute(query).one_or_none()
    before = to_policy(opened).rules if opened is not None else now.rules if now else ApprovalRules()
    return stricter(before, now.rules) if now else before


def open_request(
    change: Change,
    ids: Ids,
    *,
    subject: Ref,
    subject_digest: str,
    target: str,
    evidence: Sequence[Evidence],
    authors: Sequence[str],
    note: str = "",
) -> Approval:
    """Write a request; the same request still open is returned instead."""
    change.lock(f"approvals:{change.project}:{subject}")
    policy = find_policy(change.connection, change.project, subject.kind, target)
    rules = policy.rules if policy else ApprovalRules()
    request_id = ids.new()
    row = {
        "id": request_id, "project": change.project, "ref": str(subject), "kind": subject.kind, "target": target,
        "subject_digest": subject_digest, "evidence_digest": evidence_digest(evidence),
        "evidence": msgspec.json.encode(list(evidence)), "authors": msgspec.json.encode(sorted(set(authors))),
        "policy_version": policy.version if policy else 0, "note": note,
        "requested_by": change.call.principal.id, "requested_at": change.now_us,
        "expires_at": to_us(change.now + timedelta(days=rules.lifetime_days)), "state": "open", "reason": "",
    }  # fmt: skip
    same = ("ref", "target", "subject_digest", "evidence_digest", "requested_by")
    query = select(t.approval_request.c.id).where(
        t.approval_request.c.project == change.project,
        t.approval_request.c.state == "open",
        t.approval_request.c.expires_at > change.now_us,
        *(t.approval_request.c[name] == row[name] for name in same),
    )
    again = change.execute(query).scalars().first()
    if again is not None:
        return read_approval(change.connection, change.project, again, now_us=change.now_us)
    change.execute(t.approval_request.insert(), [row])
    change.emit(
        ApprovalRequested(
            ref=f"approval:{request_id}", subject=str(subject), target=target,
            evidence_digest=evidence_digest(evidence), note=note,
        )
    )  # fmt: skip
    change.link(f"approval:{request_id}", subject, "approval")
    return read_approval(change.connection, change.project, request_id, now_us=change.now_us)


def close_request(change: Change, approval: Approval, state: ApprovalState, reason: str) -> None:
    """End a request that waits for votes or for execution: `void` or `withdrawn`."""
    values = {"state": state, "reason": reason, "closed_at": change.now_us}
    change.execute(update(t.approval_request).where(t.approval_request.c.id == approval.id).values(**values))
    change.emit(ApprovalClosed(ref=f"approval:{approval.id}", subject=approval.ref, state=state, reason=reason))


def void_requests(change: Change, ref: str, reason: str) -> int:
    """End every open or approved request about a thing because what it rests on has changed; returns how many."""
    r = t.approval_request.c
    waiting = select(r.id).where(r.project == change.project, r.ref == ref, r.state.in_(["open", "approved"]))
    ids = change.execute(waiting).scalars().all()
    for request_id in ids:
        approval = read_approval(change.connection, change.project, request_id, now_us=change.now_us)
        close_request(change, approval, "void", reason)
    return len(ids)


def execute_approval(
    change: Change,
    catalog: Catalog,
    approval_id: str,
    *,
    subject: Ref,
    subject_digest: str,
    target: str,
    evidence: Sequence[Evidence],
    authors: Sequence[str],
) -> Approval:
    """Use an approval, once, in the transaction that does what it allows; everything it rests on is checked again."""
    change.lock(f"approval:{approval_id}")
    row = _row(change.connection, change.project, approval_id)
    approval = to_approval(change.connection, row, now_us=change.now_us)
    if (approval.ref, approval.target) != (str(subject), target):
        raise RefusedByPolicy(
            f"approval {approval_id} is for {approval.ref} as {approval.target}", why=f"not for {subject} as {target}"
        )
    if approval.state == "executed":
        raise Conflict(f"approval {approval_id} was used already", hint="request another one")
    if approval.state != "approved":
        why = approval.reason or "it takes votes of people who may give them"
        raise RefusedByPolicy(f"approval {approval_id} is {approval.state}", why=why, hint="flyball approval show")
    if (approval.subject_digest, approval.evidence_digest) != (subject_digest, evidence_digest(evidence)):
        raise RefusedByPolicy(
            f"approval {approval_id} no longer fits",
            why="the version or its evidence is not what the approvers saw",
            hint="request another one",
        )
    _recheck_voters(change, catalog, approval, authors, rules_for(change.connection, change.project, row))
    values = {"state": "executed", "executed_at": change.now_us}
    change.execute(update(t.approval_request).where(t.approval_request.c.id == approval_id).values(**values))
    event = ApprovalExecuted(
        ref=f"approval:{approval_id}", subject=approval.ref, target=target, approved_by=approval.approved_by
    )
    change.emit(event)
    return read_approval(change.connection, change.project, approval_id, now_us=change.now_us)


def refuse_role(catalog: Catalog, voter: str, project: str, rules: ApprovalRules, *, is_local: bool) -> None:
    """`RefusedByPolicy` unless the voter has one of the policy's roles today."""
    if is_local or voter.startswith("system:"):
        return
    held = roles_of(catalog, voter, project)
    if not set(held) & set(rules.roles):
        raise RefusedByPolicy(
            f"the vote of {voter} does not count here",
            why=f"it takes the role {' or '.join(rules.roles) or '(none)'}, they have: {', '.join(held) or 'none'}",
        )


def refuse_vote_by(catalog: Catalog, connection: Connection, call: Call, approval_id: str) -> None:
    """Raise unless the caller may vote on this request: independent of its subject, and with a role that counts."""
    row = _row(connection, call.project, approval_id)
    approval = to_approval(connection, row, now_us=to_us(catalog.clock.now()))
    rules = rules_for(connection, call.project, row)
    caller = call.principal
    owner = connection.execute(select(t.principal.c.owner).where(t.principal.c.id == caller.id)).scalar()
    refuse_voter(caller.id, requested_by=approval.requested_by, authors=approval.authors, owner=owner, rules=rules)
    refuse_role(catalog, caller.id, call.project, rules, is_local=caller.is_local)


def _recheck_voters(
    change: Change, catalog: Catalog, approval: Approval, authors: Sequence[str], rules: ApprovalRules
) -> None:
    for vote in approval.votes:
        made = {*approval.authors, *authors}
        refuse_voter(vote.voter, requested_by=approval.requested_by, authors=made, owner=None, rules=rules)
        # The keyboard's owner has no grants to lose; everybody else must still hold the role.
        refuse_role(catalog, vote.voter, change.project, rules, is_local=vote.voter == "user:local")


def read_approval(connection: Connection, project: str, approval_id: str, *, now_us: int) -> Approval:
    """One approval with its votes."""
    return to_approval(connection, _row(connection, project, approval_id), now_us=now_us)


def _row(connection: Connection, project: str, approval_id: str) -> Row[Any]:
    r = t.approval_request.c
    query = select(t.approval_request).where(r.project == project, r.id == approval_id)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFound(f"there is no approval {approval_id!r}", hint="flyball approval list")
    return row


def to_approval(connection: Connection, row: Row[Any], *, now_us: int) -> Approval:
    """A row and its votes; an open or approved request past its time is `expired`."""
    query = select(t.approval_vote).where(t.approval_vote.c.request == row.id).order_by(t.approval_vote.c.at)
    votes = tuple(
        Vote(
            voter=v.voter, approve=bool(v.is_approval), is_by_policy=bool(v.is_by_policy), comment=v.comment,
            at=from_us(v.at),
        )
        for v in connection.execute(query)
    )  # fmt: skip
    is_late = row.state in {"open", "approved"} and row.expires_at <= now_us
    return Approval(
        id=row.id,
        ref=row.ref,
        target=row.target,
        subject_digest=row.subject_digest,
        evidence_digest=row.evidence_digest,
        evidence=msgspec.json.decode(row.evidence, type=tuple[Evidence, ...]),
        authors=msgspec.json.decode(row.authors, type=tuple[str, ...]),
        policy_version=row.policy_version,
        note=row.note,
        requested_by=row.requested_by,
        requested_at=from_us(row.requested_at),
        expires_at=from_us(row.expires_at),
        state="expired" if is_late else row.state,
        reason=row.reason,
        closed_at=moment(row.closed_at),
        executed_at=moment(row.executed_at),
        votes=votes,
    )


def to_policy(row: Row[Any]) -> ApprovalPolicy:
    """A row of the policy table."""
    return ApprovalPolicy(
        kind=row.kind,
        target=row.target,
        version=row.version,
        rules=msgspec.json.decode(row.rules, type=ApprovalRules),
        created_by=row.created_by,
        created_at=from_us(row.created_at),
    )
