"""Newcombe's interval for the difference of two independent shares (1998, method 10)."""

from __future__ import annotations

from math import sqrt

from flyball.stats.interval.model import Interval
from flyball.stats.interval.wilson import wilson


def share_difference(
    successes: int, rows: int, other_successes: int, other_rows: int, *, level: float = 0.95, widen: float = 1.0
) -> Interval:
    """First share minus the other, with a two-sided interval; `widen` stretches it (√φ for over-dispersed rows).

    >>> found = share_difference(56, 70, 48, 80)
    >>> round(found.estimate, 4), round(found.lo, 4), round(found.hi, 4)
    (0.2, 0.0524, 0.3339)
    """
    if rows == 0 or other_rows == 0:
        return Interval(float("nan"), -1.0, 1.0, level)
    one, two = wilson(successes, rows, level=level), wilson(other_successes, other_rows, level=level)
    gap = one.estimate - two.estimate
    down = widen * sqrt((one.estimate - one.lo) ** 2 + (two.hi - two.estimate) ** 2)
    up = widen * sqrt((one.hi - one.estimate) ** 2 + (two.estimate - two.lo) ** 2)
    return Interval(gap, max(gap - down, -1.0), min(gap + up, 1.0), level)
