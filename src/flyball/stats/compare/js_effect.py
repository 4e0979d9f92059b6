"""The Jensen-Shannon distance of two rows of counts without the part that noise alone explains."""

from __future__ import annotations

from math import log, sqrt

import numpy as np

from flyball.stats.arrays import IntArray
from flyball.stats.compare.evidence import Z95
from flyball.stats.distance.js import js_divergence


def js_effect(reference: IntArray, current: IntArray, *, phi: float = 1.0) -> tuple[float, float, float]:
    """(effect, lo, hi) as distances in 0 to 1.

    With h = mn/(m+n) and k cells, 8·h·JSD is about a noncentral chi-squared with k - 1 degrees of freedom: its mean
    under no change is taken off, so the effect of pure noise is near 0 whatever the number of cells.
    """
    m, n = int(reference.sum()), int(current.sum())
    unit = 8.0 * m * n / (m + n) / phi
    free = max(int(np.count_nonzero(reference + current)) - 1, 0)
    excess = max(js_divergence(reference, current) - free / unit, 0.0)
    half = Z95 * sqrt(2.0 * free + 4.0 * unit * excess) / unit
    low, middle, high = (sqrt(min(max(part, 0.0) / log(2.0), 1.0)) for part in (excess - half, excess, excess + half))
    return middle, low, high
