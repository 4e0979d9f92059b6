"""Datasets: versions of tables and folders, what is expected of them, what differs, where they came from."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flyball.data.diff import TableDiff
    from flyball.data.expectations import (
        Distribution,
        Expectation,
        Freshness,
        InSet,
        Matches,
        Nulls,
        Range,
        Schema,
        Suite,
        Unique,
        Volume,
    )
    from flyball.data.handle import Dataset
    from flyball.data.model import (
        CheckResult,
        DatasetDiff,
        DatasetInfo,
        DatasetRef,
        DatasetVersion,
        Profile,
        QuarantineSummary,
        RowsPage,
        ValidationReport,
    )
    from flyball.data.service import Datasets

__all__ = [
    "CheckResult",
    "Dataset",
    "DatasetDiff",
    "DatasetInfo",
    "DatasetRef",
    "DatasetVersion",
    "Datasets",
    "Distribution",
    "Expectation",
    "Freshness",
    "InSet",
    "Matches",
    "Nulls",
    "Profile",
    "QuarantineSummary",
    "Range",
    "RowsPage",
    "Schema",
    "Suite",
    "TableDiff",
    "Unique",
    "ValidationReport",
    "Volume",
]

_EXPECTATIONS = {
    "Distribution",
    "Expectation",
    "Freshness",
    "InSet",
    "Matches",
    "Nulls",
    "Range",
    "Schema",
    "Suite",
    "Unique",
    "Volume",
}
_OTHERS = {"Dataset": "handle", "Datasets": "service", "TableDiff": "diff"}


def __getattr__(name: str) -> Any:
    # Arrow takes 100 ms to import, so names are looked up when they are used.
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = "expectations" if name in _EXPECTATIONS else _OTHERS.get(name, "model")
    return getattr(importlib.import_module(f"{__name__}.{module}"), name)
