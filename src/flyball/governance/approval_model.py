"""Requests for approval, the votes on them, and the policy they are held to."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

from flyball.core import Digest, Event
from flyball.governance.roles import Role

ApprovalState = Literal["open", "approved", "rejected", "void", "expired", "withdrawn", "executed"]
Comment = Annotated[str, Meta(max_length=4000)]
Target = Annotated[str, Meta(pattern=r"^(\*|[a-z0-9][a-z0-9._-]*)(?![\s\S])", max_length=128)]


class Evidence(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing the approver is shown; its digest fixes what it said."""

    kind: Annotated[str, Meta(max_length=64)]
    ref: Annotated[str, Meta(max_length=400)]
    digest: Digest


class ApprovalRules(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an approval takes."""

    min_votes: Annotated[int, Meta(ge=1, le=20)] = 1
    roles: tuple[Role, ...] = ("approver", "admin")
    """Roles whose votes count."""
    gates: tuple[Annotated[str, Meta(max_length=64)], ...] = ()
    """Kinds of evidence that must be there and must have passed."""
    auto_approve_by: Literal["nobody", "policy"] = "nobody"
    """`policy` lets the software itself vote once the gates have passed; it is shown as approved by policy."""
    lifetime_days: Annotated[int, Meta(ge=1, le=365)] = 14


class ApprovalPolicy(Struct, frozen=True, kw_only=True):
    """Rules in force for one kind of thing and one target, such as the alias `champion` of models."""

    kind: str
    target: str
    version: int
    rules: ApprovalRules
    created_by: str
    created_at: datetime


class Vote(Struct, frozen=True, kw_only=True):
    """What one principal said; their last word while the request is open counts."""

    voter: str
    approve: bool
    is_by_policy: bool
    comment: str
    at: datetime


class Approval(Struct, frozen=True, kw_only=True):
    """A request with its votes and where it stands."""

    id: str
    ref: str
    """What is to be approved."""
    target: str
    """What for: an alias, a deployment, or `*`."""
    subject_digest: str
    evidence_digest: str
    evidence: tuple[Evidence, ...]
    authors: tuple[str, ...]
    policy_version: int
    note: str
    requested_by: str
    requested_at: datetime
    expires_at: datetime
    state: ApprovalState
    reason: str
    """Why it was rejected, voided or withdrawn."""
    closed_at: datetime | None
    executed_at: datetime | None
    votes: tuple[Vote, ...]

    @property
    def approved_by(self) -> str:
        """Who approved, for a sentence: names, or `policy`."""
        names = ["policy" if vote.is_by_policy else vote.voter for vote in self.votes if vote.approve]
        return ", ".join(dict.fromkeys(names))


class ApprovalPolicySet(Event, tag="approval.policy-set", frozen=True, kw_only=True):
    """Other rules are in force."""

    subject: str
    target: str
    version: int
    rules: ApprovalRules


class ApprovalRequested(Event, tag="approval.requested", frozen=True, kw_only=True):
    """Somebody asks for approval."""

    subject: str
    target: str
    evidence_digest: str
    note: str


class ApprovalVoted(Event, tag="approval.voted", frozen=True, kw_only=True):
    """Somebody voted; `state` is what the request came to by it."""

    subject: str
    approve: bool
    is_by_policy: bool
    comment: str
    state: str


class ApprovalClosed(Event, tag="approval.closed", frozen=True, kw_only=True):
    """A request ended without a decision: void or withdrawn."""

    subject: str
    state: str
    reason: str


class ApprovalExecuted(Event, tag="approval.executed", frozen=True, kw_only=True):
    """What was approved was done."""

    subject: str
    target: str
    approved_by: str
