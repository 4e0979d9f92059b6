"""Columns and their types are as declared."""

from __future__ import annotations

from flyball.data.checks.landing import Finding, Landing
from flyball.data.expectations import Schema
from flyball.data.types import type_name


def judge(check: Schema, landing: Landing) -> Finding:
    """Names what is missing, what has another type, and, unless allowed, what is there in addition."""
    have = {field.name: type_name(field.type) for field in landing.table.schema}
    wrong = [f"{name} is missing" for name in check.columns if name not in have]
    wrong += [f"{n} is {have[n]}, not {t}" for n, t in check.columns.items() if n in have and have[n] != t]
    if not check.allow_more:
        wrong += [f"{name} is not expected" for name in have if name not in check.columns]
    if wrong:
        return Finding("failed", "; ".join(wrong[:10]), len(check.columns), observed={"wrong": len(wrong)})
    return Finding("passed", f"{len(check.columns)} columns are as declared", len(check.columns))
