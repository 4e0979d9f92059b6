"""Student's interval for a mean (1908)."""

from __future__ import annotations

from math import nan, sqrt

from scipy.special import stdtrit

from flyball.stats.arrays import FloatArray
from flyball.stats.interval.model import Interval


def student(values: FloatArray, *, level: float = 0.95) -> Interval:
    """Two-sided, for the mean of independent values of shape (n,) without NaN; bounds are NaN below two values.

    Give differences of pairs to compare two models on the same rows (the paired t interval).

    >>> import numpy as np
    >>> found = student(np.array([1.0, 2.0, 3.0]))
    >>> round(found.lo, 3), round(found.hi, 3)
    (-0.484, 4.484)
    """
    n = values.size
    if n == 0:
        return Interval(nan, nan, nan, level)
    mean = float(values.mean())
    if n == 1:
        return Interval(mean, nan, nan, level)
    half = float(stdtrit(n - 1, (1.0 + level) / 2.0)) * float(values.std(ddof=1)) / sqrt(n)
    return Interval(mean, mean - half, mean + half, level)
