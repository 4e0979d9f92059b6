"""Level 1: every version in production can be traced to its run, code, data and environment."""

from __future__ import annotations

from flyball.governance.criteria.base import Criterion, Measured, Window, share
from flyball.governance.lineage_graph import walk

_NEEDED = frozenset({"run", "code", "dataset", "environment"})


def measure(window: Window) -> Measured:
    """The share of production versions with all four behind them."""
    versions = window.production_versions()
    recorded = [version for version in versions if _kinds_behind(window, version) >= _NEEDED]
    return share(recorded, versions, "production versions have run, code, data and environment on record")


def _kinds_behind(window: Window, version: str) -> set[str]:
    through = ("deployment", "incident", "cycle")
    graph = walk(window.connection, window.project, [version], "up", limit=500, not_through=through)
    return {node.partition(":")[0] for node in graph.nodes}


RECORDED_ORIGIN = Criterion(
    name="recorded-origin",
    level=1,
    title="Production versions are recorded with run, code, data and environment",
    threshold=0.95,
    next_step="train inside a run that uses committed datasets, and register the model with that run",
    measure=measure,
)
