"""Experiments and runs: every run kept, every figure exact, every run repeatable."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flyball.tracking.execution import execute
    from flyball.tracking.model import (
        Artifact,
        Compared,
        Curve,
        Difference,
        Entry,
        Experiment,
        GroupFigure,
        Link,
        OddPoint,
        Point,
        Reproduction,
        RunColumn,
        RunGroup,
        RunGroups,
        RunInfo,
        RunPage,
        RunRow,
        RunValue,
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
    "Curve": "model",
    "Difference": "model",
    "Entry": "model",
    "Experiment": "model",
    "Link": "model",
    "OddPoint": "model",
    "ParamConflict": "params",
    "Point": "model",
    "Reproduction": "model",
    "Run": "run",
    "GroupFigure": "model",
    "RunColumn": "model",
    "RunGroup": "model",
    "RunGroups": "model",
    "RunPage": "model",
    "RunRow": "model",
    "RunValue": "model",
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
    "Curve",
    "Difference",
    "Entry",
    "Experiment",
    "GroupFigure",
    "Link",
    "OddPoint",
    "ParamConflict",
    "Point",
    "Reproduction",
    "Run",
    "RunColumn",
    "RunGroup",
    "RunGroups",
    "RunInfo",
    "RunPage",
    "RunRow",
    "RunValue",
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
