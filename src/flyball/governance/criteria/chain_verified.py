"""Level 3: the record is what it was."""

from __future__ import annotations

from flyball.governance.audit_verify import verify_chain
from flyball.governance.criteria.base import Criterion, Measured, Window


def measure(window: Window) -> Measured:
    """1 if every entry of the project's chain verifies, now."""
    result = verify_chain(window.connection, window.project, checkpoints=(), public_key=None)
    if result.first_bad is not None:
        where = f"event:{result.first_bad}"
        return Measured(value=0.0, says=f"entry {result.first_bad}: {result.reason}", evidence=(where,))
    if result.entries == 0:
        return Measured(value=None, says="nothing to measure: the chain is empty")
    return Measured(value=1.0, says=f"{result.entries} entries verified", evidence=(f"event:{result.entries}",))


CHAIN_VERIFIED = Criterion(
    name="chain-verified",
    level=3,
    title="The audit chain verifies",
    threshold=1.0,
    next_step="flyball audit verify",
    measure=measure,
)
