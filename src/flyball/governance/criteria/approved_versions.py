"""Level 2: what takes traffic was approved by somebody else, or by a policy that somebody set."""

from __future__ import annotations

from sqlalchemy import select

from flyball.governance import tables as t
from flyball.governance.criteria.base import Criterion, Measured, Window, share


def measure(window: Window) -> Measured:
    """The share of production versions with an approval that was given."""
    versions = window.production_versions()
    r = t.approval_request.c
    given = select(r.ref).where(r.project == window.project, r.state.in_(["approved", "executed"]), r.ref.in_(versions))
    approved = sorted(set(window.connection.execute(given).scalars()))
    return share(approved, versions, "production versions were approved by another person or by policy")


APPROVED_VERSIONS = Criterion(
    name="approved-versions",
    level=2,
    title="Production versions were approved by another person or by policy",
    threshold=1.0,
    next_step="protect the alias: flyball approval policy champion",
    measure=measure,
)
