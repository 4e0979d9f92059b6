"""Deciding on votes, as pure functions: who may vote, what the votes come to, which of two policies is stricter."""

from __future__ import annotations

from collections.abc import Iterable

from flyball.core.errors import RefusedByPolicy
from flyball.governance.approval_model import ApprovalRules, ApprovalState, Vote


class SeparationOfDuties(RefusedByPolicy):
    """Who made or requested a thing may not approve it."""

    code = "separation-of-duties"


def refuse_voter(
    voter: str, *, requested_by: str, authors: Iterable[str], owner: str | None, rules: ApprovalRules
) -> None:
    """Raise unless `voter` is independent of the subject; `owner` is who created the voter, for programs.

    >>> refuse_voter("user:ana", requested_by="user:ben", authors=["user:ana"], owner=None, rules=ApprovalRules())
    Traceback (most recent call last):
        ...
    flyball.governance.approval_rules.SeparationOfDuties: user:ana may not vote on this: they are an author of it...
    """
    if voter.startswith("system:"):
        if rules.auto_approve_by != "policy":
            raise RefusedByPolicy(
                "the software may not approve this by itself",
                why="the policy in force leaves the vote to people",
                hint="flyball approval policy --auto-approve-by policy",
            )
        return
    if voter.startswith("service:"):
        raise SeparationOfDuties(f"{voter} may not vote", why=f"programs have no vote; it belongs to {owner or '?'}")
    reason = "they are an author of it" if voter in authors else "they requested it" if voter == requested_by else ""
    if reason:
        raise SeparationOfDuties(
            f"{voter} may not vote on this", why=reason, hint="ask another person with the role approver"
        )


def outcome(votes: Iterable[Vote], rules: ApprovalRules) -> ApprovalState:
    """What the votes come to: one rejection closes, enough approvals approve.

    >>> outcome([], ApprovalRules())
    'open'
    """
    given = list(votes)
    if any(not vote.approve for vote in given):
        return "rejected"
    # A vote by policy stands for as many as the policy asks: it was the policy that allowed it.
    if any(vote.is_by_policy for vote in given) or len(given) >= rules.min_votes:
        return "approved" if given else "open"
    return "open"


def stricter(before: ApprovalRules, now: ApprovalRules) -> ApprovalRules:
    """What counts for a request that was opened under one policy and is voted on under another.

    >>> stricter(ApprovalRules(min_votes=2), ApprovalRules(roles=("admin",))).min_votes
    2
    """
    by_policy = before.auto_approve_by == now.auto_approve_by == "policy"
    return ApprovalRules(
        min_votes=max(before.min_votes, now.min_votes),
        roles=tuple(role for role in before.roles if role in now.roles),
        gates=tuple(dict.fromkeys([*before.gates, *now.gates])),
        auto_approve_by="policy" if by_policy else "nobody",
        lifetime_days=min(before.lifetime_days, now.lifetime_days),
    )
