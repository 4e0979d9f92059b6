"""The sentence of a finding, with the cause where one is recognised."""

from __future__ import annotations

import numpy as np

from flyball.monitoring.drift.model import DriftTest, Sketch
from flyball.stats import Evidence, NumericSketch, UnitChange, unit_change

_SHARES = np.linspace(0.02, 0.98, 25)
_FAR, _CLOSE = 3.0, 0.03


def sentence(
    column: str, test: DriftTest, evidence: Evidence, reference: Sketch, current: Sketch, *, alarm: bool
) -> str:
    """One sentence, in numbers of the whole column only: no value of a single row is in it."""
    found = test.says.format(effect=evidence.effect, lo=evidence.lo, hi=evidence.hi)
    hint = unit_hint(reference, current) if alarm and test.unit in {"sd", "ln sd", "js"} else None
    return f"{column}: {found}" if hint is None else f"{column}: {found}; it looks as if {hint.says}"


def unit_hint(reference: Sketch, current: Sketch) -> UnitChange | None:
    """The change of unit that explains a numeric column's drift, if one plainly does."""
    if not isinstance(reference, NumericSketch) or not isinstance(current, NumericSketch):
        return None
    hint = unit_change(reference.quantile(_SHARES), current.quantile(_SHARES))
    return hint if hint is not None and _is_plain(hint) else None


def _is_plain(hint: UnitChange) -> bool:
    # Delays that double look like kilograms in pounds: near factors must fit without a gap, while far ones and offsets
    # do not happen by themselves.
    return hint.offset != 0 or not 1 / _FAR < hint.factor < _FAR or hint.gap <= _CLOSE
