"""The sentence of a finding, with the cause where one is recognised."""

from __future__ import annotations

import numpy as np

from flyball.monitoring.drift.model import DriftTest, Sketch
from flyball.stats import Evidence, NumericSketch, unit_change

_SHARES = np.linspace(0.02, 0.98, 25)


def sentence(
    column: str, test: DriftTest, evidence: Evidence, reference: Sketch, current: Sketch, *, alarm: bool
) -> str:
    """One sentence, in numbers of the whole column only: no value of a single row is in it."""
    found = test.says.format(effect=evidence.effect, lo=evidence.lo, hi=evidence.hi)
    cause = _unit(reference, current) if alarm and test.unit in {"sd", "ln sd", "js"} else None
    return f"{column}: {found}" if cause is None else f"{column}: {found}; it looks as if {cause}"


def _unit(reference: Sketch, current: Sketch) -> str | None:
    if not isinstance(reference, NumericSketch) or not isinstance(current, NumericSketch):
        return None
    hint = unit_change(reference.quantile(_SHARES), current.quantile(_SHARES))
    return hint.says if hint else None
