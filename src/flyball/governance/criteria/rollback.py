"""Level 2: going back has been done, in need or as a rehearsal, not only planned."""

from __future__ import annotations

from flyball.governance.criteria.base import MOST_REFS, Criterion, Measured, Window


def measure(window: Window) -> Measured:
    """How often traffic or a name went back."""
    refs = [ref for ref, _ in window.events("deployment.rolled-back")]
    refs += [ref for ref, detail in window.events("alias.moved") if detail.get("is_rollback")]
    says = f"{len(refs)} rollbacks used or rehearsed" if refs else "nothing to measure: no rollback was ever done"
    return Measured(value=float(len(refs)) if refs else None, says=says, evidence=tuple(refs[:MOST_REFS]))


ROLLBACK = Criterion(
    name="rollback",
    level=2,
    title="A rollback was used or rehearsed",
    threshold=1.0,
    next_step="rehearse one: flyball deployment rollback NAME --reason rehearsal",
    measure=measure,
)
