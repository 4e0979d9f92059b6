"""Level 2: somebody would notice."""

from __future__ import annotations

from flyball.governance.criteria.base import Criterion, Measured, Window, share


def measure(window: Window) -> Measured:
    """The share of deployments that a monitor watches."""
    deployments = sorted({deployment for _, deployment in window.edges("model", "deployment", at_any_time=True)})
    # A monitor that was applied long ago watches still.
    watched = sorted({deployment for deployment, _ in window.edges("deployment", "monitor", at_any_time=True)})
    return share([d for d in watched if d in deployments], deployments, "deployments are watched by a monitor")


MONITORED_DEPLOYMENTS = Criterion(
    name="monitored-deployments",
    level=2,
    title="Deployments are watched by monitors",
    threshold=0.95,
    next_step="apply a monitor to the deployment: flyball monitor apply",
    measure=measure,
)
