"""One false-alarm budget for many tests: it is split by weights, and what is not used is passed on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from flyball.core.errors import BadInput
from flyball.stats.arrays import BoolArray, FloatArray

FAMILY_SHARES: Mapping[str, float] = {
    "univariate": 0.50,
    "missing": 0.15,
    "new_category": 0.05,
    "correlation": 0.20,
    "range": 0.10,
}
SCALES = (1, 2, 4, 8, 16)
_FLOOR = 0.2  # an unimportant column keeps a fifth of an equal share


class Scale(NamedTuple):
    """Test the last `windows` windows merged, with `share` times the budget of one window."""

    windows: int
    share: float


def spend(
    families: Sequence[str], importances: FloatArray | None = None, *, shares: Mapping[str, float] = FAMILY_SHARES
) -> FloatArray:
    """Weights of the tests, shape (tests,), summing to 1: α times its weight is what a test may spend.

    `families[i]` names the family of test i and `importances[i]` ≥ 0 how much its column matters; inside a family no
    test gets less than a fifth of an equal share. Families without a test pass their share on.

    >>> spend(["univariate", "univariate", "missing"]).round(3).tolist()
    [0.385, 0.385, 0.231]
    """
    unknown = sorted(set(families) - set(shares))
    if unknown:
        raise BadInput(f"no family of tests is called {unknown[0]!r}", why=f"known: {', '.join(shares)}")
    names = np.array(families, dtype=object)
    weights = np.zeros(names.size)
    for family in sorted(set(families)):
        inside = names == family
        weights[inside] = shares[family] * _split(np.ones(names.size) if importances is None else importances, inside)
    if weights.size:
        weights /= weights.sum()
    return weights


def weighted_holm(p: FloatArray, weights: FloatArray) -> FloatArray:
    """Adjusted p-values, shape (k,): all with adjusted p ≤ α are false together with probability ≤ α (Holm 1979).

    Weights are positive. No assumption about how the tests depend on each other.

    >>> weighted_holm(np.array([0.01, 0.04, 0.03]), np.ones(3)).round(3).tolist()
    [0.03, 0.06, 0.06]
    """
    order = np.argsort(p / weights, kind="stable")
    left = np.cumsum(weights[order][::-1])[::-1]
    adjusted = np.empty_like(p, dtype=np.float64)
    adjusted[order] = np.minimum(np.maximum.accumulate(p[order] / weights[order] * left), 1.0)
    return adjusted


def due_scales(window: int) -> tuple[Scale, ...]:
    """Which merged windows to test when window number `window` (from 1) closes, with their shares k/5 of α.

    Every k-th window the last k are tested together, so a small drift adds up and expected false alarms stay ≤ α per
    window.

    >>> due_scales(6)
    (Scale(windows=1, share=0.2), Scale(windows=2, share=0.4))
    """
    return tuple(Scale(k, k / len(SCALES)) for k in SCALES if window % k == 0)


def _split(importances: FloatArray, inside: BoolArray) -> FloatArray:
    part = np.maximum(importances[inside], 0.0)
    equal = 1.0 / part.size
    share = part / part.sum() if part.sum() > 0 else np.full(part.size, equal)
    floored: FloatArray = np.maximum(share, _FLOOR * equal)
    floored /= floored.sum()
    return floored
