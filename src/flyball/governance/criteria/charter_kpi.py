"""Level 3: it is written down what the models are for and by which figure they are judged."""

from __future__ import annotations

from flyball.governance.charter import find_charter
from flyball.governance.criteria.base import Criterion, Measured, Window


def measure(window: Window) -> Measured:
    """How many KPIs of the charter have a unit, a target and an owner."""
    charter = find_charter(window.connection, window.project)
    if charter is None:
        return Measured(value=None, says="nothing to measure: the project has no charter")
    complete = [kpi.name for kpi in charter.body.kpis if kpi.unit and kpi.target is not None and kpi.owner]
    ref = f"charter:{window.project}@{charter.version}"
    says = f"{len(complete)} of {len(charter.body.kpis)} KPIs have unit, target and owner"
    return Measured(value=float(len(complete)), says=says, evidence=(ref,))


CHARTER_KPI = Criterion(
    name="charter-kpi",
    level=3,
    title="The charter names a KPI with unit, target and owner",
    threshold=1.0,
    next_step="flyball charter set FILE",
    measure=measure,
)
