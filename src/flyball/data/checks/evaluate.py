"""Run every check of a suite over the rows that landed."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import cast

from flyball.data.checks.landing import Finding, Landing
from flyball.data.expectations import Expectation

_HERE = "flyball.data.checks"
_MODULES = ("schema", "nulls", "range", "in_set", "matches", "unique", "freshness", "volume", "distribution")


def evaluate(check: Expectation, landing: Landing) -> Finding:
    """One check; a column that is not there fails it rather than passing unseen."""
    names = set(landing.table.column_names)
    absent = [name for name in check.columns_used if name not in names]
    if absent:
        return Finding("failed", f"the column {absent[0]!r} is missing", 0)
    return _judge_of(str(check.__struct_config__.tag))(check, landing)


def _judge_of(kind: str) -> Callable[[Expectation, Landing], Finding]:
    if kind not in _MODULES:
        raise LookupError(kind)
    return cast("Callable[[Expectation, Landing], Finding]", importlib.import_module(f"{_HERE}.{kind}").judge)
