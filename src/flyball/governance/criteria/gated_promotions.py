"""Level 3: the gates have stopped something, so they are known to work."""

from __future__ import annotations

from flyball.governance.criteria.base import MOST_REFS, Criterion, Measured, Window


def measure(window: Window) -> Measured:
    """How many versions were refused by a gate, a comparison or a vote."""
    refs = [ref for ref, _ in window.events("gate.refused", "cycle.rejected")]
    refs += [ref for ref, detail in window.events("approval.voted") if detail.get("state") == "rejected"]
    says = f"{len(refs)} refusals on record" if refs else "nothing to measure: nothing was ever refused"
    return Measured(value=float(len(refs)) if refs else None, says=says, evidence=tuple(refs[:MOST_REFS]))


GATED_PROMOTIONS = Criterion(
    name="gated-promotions",
    level=3,
    title="Promotions pass gates that have stopped something",
    threshold=1.0,
    next_step="name gates in the approval policy and show them a model that must fail",
    measure=measure,
)
