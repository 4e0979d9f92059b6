"""Run every check of a suite over the rows that landed."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import cast

import pyarrow as pa

from flyball.data.checks.landing import Finding, Landing
from flyball.data.expectations import Distribution, Expectation, Nulls, Schema, Unique

_HERE = "flyball.data.checks"
_MODULES = ("schema", "nulls", "range", "in_set", "matches", "unique", "freshness", "volume", "distribution")


def evaluate(check: Expectation, landing: Landing) -> Finding:
    """One check; a column that is not there fails it rather than passing unseen."""
    names = set(landing.table.column_names)
    absent = [name for name in check.columns_used if name not in names]
    if absent:
        return Finding("failed", f"the column {absent[0]!r} is missing", 0)
    if not isinstance(check, Nulls | Schema | Unique) and any(
        pa.types.is_null(landing.table[name].type) for name in check.columns_used
    ):
        return _without_values(check)
    return _judge_of(str(check.__struct_config__.tag))(check, landing)


def _without_values(check: Expectation) -> Finding:
    """A column in which nobody ever put a value has no type yet; nulls satisfy every row check."""
    says = f"no row has a {check.columns_used[0]}"
    if check.is_row_check:
        return Finding("passed", says, 0)
    return Finding("skipped" if isinstance(check, Distribution) else "not-evaluated", says, 0)


def _judge_of(kind: str) -> Callable[[Expectation, Landing], Finding]:
    if kind not in _MODULES:
        raise LookupError(kind)
    return cast("Callable[[Expectation, Landing], Finding]", importlib.import_module(f"{_HERE}.{kind}").judge)
