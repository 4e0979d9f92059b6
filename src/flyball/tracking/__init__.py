"""Experiments and runs: every run kept, every figure exact, every run repeatable."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flyball.tracking.execution import execute
    from flyball.tracking.model import (
        Artifact,
        Compared,
        Difference,
        Entry,
        Experiment,
        Link,
        Point,
        Reproduction,
        RunInfo,
        Series,
        Session,
    )
    from flyball.tracking.params import ParamConflict
    from flyball.tracking.reproduction import reproduce
    from flyball.tracking.run import Run
    from flyball.tracking.service import Runs

_HOMES = {
    "Artifact": "model",
    "Compared": "model",
    "Difference": "model",
    "Entry": "model",
    "Experiment": "model",
    "Link": "model",
    "ParamConflict": "params",
    "Point": "model",
    "Reproduction": "model",
    "Run": "run",
    "RunInfo": "model",
    "Runs": "service",
    "Series": "model",
    "Session": "model",
    "execute": "execution",
    "reproduce": "reproduction",
}

__all__ = [
    "Artifact",
    "Compared",
    "Difference",
    "Entry",
    "Experiment",
    "Link",
    "ParamConflict",
    "Point",
    "Reproduction",
    "Run",
    "RunInfo",
    "Runs",
    "Series",
    "Session",
    "execute",
    "reproduce",
]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'flyball.tracking' has no attribute {name!r}")
    return getattr(importlib.import_module(f"flyball.tracking.{home}"), name)
