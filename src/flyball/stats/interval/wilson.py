"""Wilson's score interval for a share (1927)."""

from __future__ import annotations

from math import nan, sqrt

from scipy.special import ndtri

from flyball.stats.interval.model import Interval


def wilson(successes: int, rows: int, *, level: float = 0.95) -> Interval:
    """Two-sided; never empty and never outside [0, 1], also at 0 and at all of them. No rows: NaN within [0, 1].

    >>> found = wilson(8, 10)
    >>> round(found.lo, 3), round(found.hi, 3)
    (0.49, 0.943)
    """
    if rows == 0:
        return Interval(nan, 0.0, 1.0, level)
    z = float(ndtri((1.0 + level) / 2.0))
    share = successes / rows
    middle = (share + z * z / (2 * rows)) / (1 + z * z / rows)
    half = z / (1 + z * z / rows) * sqrt(share * (1 - share) / rows + z * z / (4 * rows * rows))
    # Rounding must not leave the share itself outside, as it would where all or none succeed.
    return Interval(share, min(max(middle - half, 0.0), share), max(min(middle + half, 1.0), share), level)
