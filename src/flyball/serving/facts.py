"""What a deployment and a prediction say about themselves when somebody asks why."""

from __future__ import annotations

from flyball.core import Ref
from flyball.governance.facts import Facts
from flyball.serving.model import Policy, Prediction, Variant
from flyball.serving.rows import get_row, list_policies
from flyball.store import Stores


def facts(stores: Stores, project: str, ref: Ref) -> Facts:
    """A deployment: who answers now, since when, by whose decision."""
    with stores.catalog.read() as connection:
        row = get_row(connection, project, ref.name)
        wanted = ref.version or row.policy_gen
        found = list_policies(connection, project, ref.name, limit=1, before=wanted + 1)
    policy = found[0].policy
    return Facts(
        ref=f"deployment:{ref.name}",
        sentence=_sentence(ref.name, row.state, policy),
        facts={
            "state": row.state,
            "policy_gen": policy.gen,
            "kind": policy.kind,
            "arms": [f"{arm.name} = {arm.model} at {arm.weight_ppm / 10_000:g} %" for arm in policy.arms],
            "shadow": [arm.model for arm in policy.shadow],
            "reason": policy.reason,
            "changed_by": policy.created_by,
            "changed_at": policy.created_at.isoformat(),
        },
        parents=_parents((*policy.arms, *policy.shadow)),
    )


def prediction_facts(stores: Stores, project: str, ref: Ref) -> Facts:
    """A prediction: the score, the features it was made of, the version, and why that one answered."""
    from flyball.serving.predictions import get_prediction  # needs pyarrow

    made = get_prediction(stores.streams, project, ref.name)
    return Facts(
        ref=f"prediction:{made.id}",
        sentence=(
            f"{made.model} scored {'nothing' if made.score is None else f'{made.score:.4g}'} for "
            f"{made.business_key or made.unit or 'a request'} at {made.at:%Y-%m-%d %H:%M} UTC, as variant "
            f"{made.variant} of deployment:{made.deployment} under policy {made.policy_gen}, {_why(made)}, in "
            f"{made.latency_us / 1000:.1f} ms."
        ),
        facts={
            "score": made.score,
            "event_time": made.at.isoformat(),
            "logged_at": made.logged_at.isoformat(),
            "model": made.model,
            "model_digest": made.model_digest,
            "variant": made.variant,
            "policy_gen": made.policy_gen,
            "assigned_by": made.assigned_by,
            "unit": made.unit,
            "business_key": made.business_key,
            "request_id": made.request_id,
            "latency_us": made.latency_us,
            "features": [f"{name} = {_shown(value)}" for name, value in made.features.items()],
        },
        parents=(made.model, f"deployment:{made.deployment}"),
    )


def _sentence(name: str, state: str, policy: Policy) -> str:
    arms = " and ".join(f"{arm.model} ({arm.weight_ppm / 10_000:g} %)" for arm in policy.arms)
    verb = "is answered by" if state == "serving" else "is stopped; it was answered by"
    reason = f": {policy.reason}" if policy.reason else ""
    return (
        f"deployment:{name} {verb} {arms} under policy {policy.gen}, set by {policy.created_by} on "
        f"{policy.created_at:%Y-%m-%d %H:%M} UTC{reason}."
    )


def _why(made: Prediction) -> str:
    return {
        "policy": f"which its unit {made.unit} belongs to" if made.unit else "which has all of the traffic",
        "random": "drawn by its share since the request named no unit",
        "pinned": "which the request asked for",
        "shadow": "in the shadow, unseen by the client",
    }.get(made.assigned_by, made.assigned_by)


def _shown(value: object) -> str:
    return "missing" if value is None else f"{value:.6g}" if isinstance(value, float) else str(value)


def _parents(variants: tuple[Variant, ...]) -> tuple[str, ...]:
    approvals = [variant.approval for variant in variants if variant.approval]
    return tuple(dict.fromkeys([*(variant.model for variant in variants), *approvals]))
