"""The sentence of a finding, with the cause where one is recognised."""

from __future__ import annotations

import numpy as np

from flyball.monitoring.drift.model import DriftTest, Sketch
from flyball.stats import Evidence, NumericSketch, UnitChange, unit_change

_SHARES = np.linspace(0.02, 0.98, 25)


def sentence(
    column: str, test: DriftTest, evidence: Evidence, reference: Sketch, current: Sketch, *, alarm: bool
) -> str:
    """One sentence, in numbers of the whole column only: no value of a single row is in it."""
    found = test.says.format(effect=evidence.effect, lo=evidence.lo, hi=evidence.hi)
    hint = unit_hint(reference, current) if alarm and test.unit in {"sd", "ln sd", "js"} else None
    return f"{column}: {found}" if hint is None else f"{column}: {found}; it looks as if {hint.says}"


def unit_hint(reference: Sketch, current: Sketch) -> UnitChange | None:
    """The change of unit that would explain a numeric column's drift."""
    if not isinstance(reference, NumericSketch) or not isinstance(current, NumericSketch):
        return None
    return unit_change(reference.quantile(_SHARES), current.quantile(_SHARES))
