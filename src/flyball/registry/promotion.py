"""What a version must show before a protected name may mean it, and before it may take traffic."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from sqlalchemy import Connection

from flyball.core import Ref, to_us
from flyball.core.errors import RefusedByPolicy
from flyball.governance import Approval, ApprovalRules, Evidence, execute_approval, find_policy, has_policies, list_for
from flyball.registry.aliases import move_alias
from flyball.registry.model import AliasInterval, AttachedEvidence, ModelVersion
from flyball.registry.rows import read_evidence, read_ref
from flyball.store import Stores
from flyball.store.catalog import Change


class NotApproved(RefusedByPolicy):
    """The project's policy asks for an approval that the version does not have."""

    code = "not-approved"


class GateFailed(RefusedByPolicy):
    """A gate the policy names was not passed, or nobody tried."""

    code = "gate-failed"


class Deployable(Struct, frozen=True, kw_only=True):
    """A version that may take traffic, and the approval that allows it."""

    version: ModelVersion
    approval: str
    """Ref of the approval; empty where the project asks for none."""


def failed_gates(rules: ApprovalRules, found: Sequence[AttachedEvidence]) -> list[str]:
    """One sentence per gate of the policy that is missing or was not passed.

    >>> failed_gates(ApprovalRules(gates=("evaluation",)), [])
    ['evaluation: nobody tried']
    """
    said = []
    for gate in rules.gates:
        results = [item for item in found if item.kind == gate]
        refused = [item for item in results if item.passed is not True]
        if not results:
            said.append(f"{gate}: nobody tried")
        elif refused:
            said.append(f"{gate}: {refused[0].says or 'not passed'}")
    return said


def refuse_failed_gates(version: ModelVersion, rules: ApprovalRules, found: Sequence[AttachedEvidence]) -> None:
    """`GateFailed` with every gate that stands against the version."""
    said = failed_gates(rules, found)
    if said:
        raise GateFailed(f"{version.ref} has not passed its gates", why="; ".join(said))


def evidence_of(found: Sequence[AttachedEvidence]) -> list[Evidence]:
    """What an approval of the version is bound to."""
    return [Evidence(kind=item.kind, ref=item.ref, digest=item.digest) for item in found]


def promote(
    change: Change,
    stores: Stores,
    version: ModelVersion,
    *,
    to: str,
    approval: str | None,
    expected: int | None,
    reason: str,
) -> AliasInterval:
    """Move an alias; a protected one only by an approval that still fits, used in this very transaction."""
    policy = find_policy(change.connection, change.project, "model", to)
    if policy is None:
        return move_alias(
            change, version.model, to, version=version.version, expected=expected, reason=reason, approval=approval
        )
    found = read_evidence(change.connection, change.project, version.model, version.version)
    refuse_failed_gates(version, policy.rules, found)
    approval = approval or _waiting(change, version, to).id
    execute_approval(
        change,
        stores.catalog,
        approval,
        subject=Ref.parse(version.ref),
        subject_digest=version.digest,
        target=to,
        evidence=evidence_of(found),
        authors=version.authors,
    )
    return move_alias(
        change, version.model, to, version=version.version, expected=expected, reason=reason, approval=approval
    )


def deployable(stores: Stores, project: str, ref: Ref) -> Deployable:
    """The version behind a Ref if it may take traffic; `NotApproved` where it lacks an approval it needs."""
    with stores.catalog.read() as connection:
        version = read_ref(connection, project, ref)
        if not has_policies(connection, project, "model"):
            return Deployable(version=version, approval="")
        approval = _best_approval(connection, project, version, now_us=to_us(stores.clock.now()))
    return Deployable(version=version, approval=f"approval:{approval.id}")


def _waiting(change: Change, version: ModelVersion, to: str) -> Approval:
    requests = list_for(change.connection, change.project, version.ref, now_us=change.now_us)
    ready = [request for request in requests if request.target == to and request.state == "approved"]
    if not ready:
        raise NotApproved(
            f"{version.ref} is not approved as {to}",
            why=_why(requests),
            hint=f"flyball model request-approval {version.ref} --to {to}",
        )
    return ready[0]


def _best_approval(connection: Connection, project: str, version: ModelVersion, *, now_us: int) -> Approval:
    requests = list_for(connection, project, version.ref, now_us=now_us)
    good = [r for r in requests if r.state in {"approved", "executed"} and r.subject_digest == version.digest]
    if requests and requests[0].state == "rejected":
        good = []  # the last word counts
    if not good:
        raise NotApproved(
            f"{version.ref} may not take traffic",
            why=_why(requests),
            hint=f"flyball model request-approval {version.ref} --to champion",
        )
    return good[0]


def _why(requests: Sequence[Approval]) -> str:
    if not requests:
        return "nobody asked for an approval"
    newest = requests[0]
    return f"its request is {newest.state}{f': {newest.reason}' if newest.reason else ''}"
