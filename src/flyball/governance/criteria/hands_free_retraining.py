"""Level 3: retraining starts by a trigger and ends with a decision, without a hand in between."""

from __future__ import annotations

from flyball.governance.criteria.base import Criterion, Measured, Window, share

_DECIDED = frozenset({"promoted", "rejected", "rolled_back"})


def measure(window: Window) -> Measured:
    """The share of ended cycles that a trigger started and that came to a decision."""
    by_itself = {ref for ref, detail in window.events("cycle.opened") if detail.get("by_hand") is False}
    ended = {ref: str(detail.get("outcome", "")) for ref, detail in window.events("cycle.closed")}
    good = [ref for ref, outcome in ended.items() if ref in by_itself and outcome in _DECIDED]
    return share(good, list(ended), "cycles were triggered and finished without a hand")


HANDS_FREE_RETRAINING = Criterion(
    name="hands-free-retraining",
    level=3,
    title="Retraining is triggered and finished without a hand",
    threshold=0.8,
    next_step="give the deployment a loop: flyball loop apply",
    measure=measure,
)
