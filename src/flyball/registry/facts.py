"""What a model version and an approval say about themselves when somebody asks why."""

from __future__ import annotations

from flyball.core import Ref, to_us
from flyball.governance import Approval, read_approval
from flyball.governance.facts import Fact, Facts
from flyball.registry.model import ModelVersion
from flyball.registry.rows import read_ref
from flyball.store import Stores


def facts(stores: Stores, project: str, ref: Ref) -> Facts:
    """The version behind the Ref, an alias resolved as of now; raises `NotFound`."""
    with stores.catalog.read() as connection:
        version = read_ref(connection, project, ref)
    manifest = version.manifest
    found: dict[str, Fact] = {
        "digest": version.digest,
        "flavour": manifest.flavour,
        "registered_at": version.created_at.isoformat(),
        "registered_by": version.created_by,
        "aliases": list(version.aliases),
        "code": manifest.code,
        "environment": manifest.environment,
        "inputs": [column.name for column in manifest.signature.inputs],
        **{f"metrics.{key}": value for key, value in manifest.metrics.items()},
    }
    if manifest.certificate is not None:
        found["conversion_difference"] = manifest.certificate.max_abs_difference
    parents = (manifest.run,) if manifest.run else ()
    return Facts(ref=version.ref, sentence=_sentence(version), facts=found, parents=parents)


def approval_facts(stores: Stores, project: str, ref: Ref) -> Facts:
    """Who approved what, on which evidence; raises `NotFound`."""
    with stores.catalog.read() as connection:
        approval = read_approval(connection, project, ref.name, now_us=to_us(stores.clock.now()))
    return Facts(
        ref=f"approval:{approval.id}",
        sentence=_approval_sentence(approval),
        facts={
            "subject": approval.ref,
            "target": approval.target,
            "state": approval.state,
            "requested_by": approval.requested_by,
            "approved_by": approval.approved_by,
            "by_policy": any(vote.is_by_policy for vote in approval.votes),
            "evidence": [f"{item.kind} {item.ref}" for item in approval.evidence],
            "evidence_digest": approval.evidence_digest,
            "reason": approval.reason,
        },
    )


def _sentence(version: ModelVersion) -> str:
    metrics = ", ".join(f"{key} = {value:.4g}" for key, value in list(version.manifest.metrics.items())[:3])
    scored = f", {metrics}" if metrics else ""
    named = f" and is now {' and '.join(version.aliases)}" if version.aliases else ""
    when = f"{version.created_at:%Y-%m-%d %H:%M}"
    return (
        f"{version.ref} ({version.manifest.flavour}{scored}) was registered by {version.created_by} on {when}{named}."
    )


def _approval_sentence(approval: Approval) -> str:
    asked = f"{approval.requested_by} asked for approval of {approval.ref} as {approval.target}"
    count = len(approval.evidence)
    seen = f", showing {count or 'no'} {'pieces of evidence' if count > 1 else 'piece of evidence'}"
    if approval.state in {"approved", "executed"}:
        approving = [vote for vote in approval.votes if vote.approve]
        said = f' ("{approving[-1].comment}")' if approving and approving[-1].comment else ""
        by = "policy" if all(vote.is_by_policy for vote in approving) else approval.approved_by
        return f"{asked}{seen}; it was approved by {by}{said}."
    reason = f": {approval.reason}" if approval.reason else ""
    return f"{asked}{seen}; it is {approval.state}{reason}."
