"""Did the middle move? Wilcoxon's rank sum (Mann and Whitney 1947) on cells."""

from __future__ import annotations

from math import sqrt

import numpy as np
from scipy.special import ndtr, ndtri

from flyball.stats.arrays import FloatArray, IntArray
from flyball.stats.compare.cells import Cells, rank_z
from flyball.stats.compare.evidence import Z95, Evidence, weaken


def location(cells: Cells, *, phi: float = 1.0) -> Evidence:
    """Two-sided, with the exact variance under ties. Both sides need one row at least. O(k).

    The effect is √2·Φ⁻¹(θ) with θ = P(current > reference) + ½P(equal): for normal columns of one spread that is the
    shift in standard deviations; for any column it is free of units and outliers.

    >>> from flyball.stats.compare.cells import cells_of_values
    >>> found = location(cells_of_values(np.arange(100.0), np.arange(100.0) + 29.0))
    >>> found.p < 1e-6, round(found.effect, 1)
    (True, 0.9)
    """
    m, n = cells.sizes
    p = float(2.0 * ndtr(-abs(rank_z(cells, cells.midranks))))
    theta, error = superiority(cells.reference, cells.current)
    nearest = 0.5 / (m * n)
    low, middle, high = (
        sqrt(2.0) * float(ndtri(np.clip(share, nearest, 1.0 - nearest)))
        for share in (theta - Z95 * error * sqrt(phi), theta, theta + Z95 * error * sqrt(phi))
    )
    return Evidence(weaken(p, phi), middle, low, high, "sd")


def superiority(reference: IntArray, current: IntArray) -> tuple[float, float]:
    """θ = P(current > reference) + ½P(equal) from counts on common cells, and its standard error (DeLong 1988)."""
    m, n = int(reference.sum()), int(current.sum())
    of_current: FloatArray = (np.cumsum(reference) - reference / 2.0) / m
    of_reference: FloatArray = 1.0 - (np.cumsum(current) - current / 2.0) / n
    theta = float(current @ of_current) / n
    variance = 0.0
    for counts, placed, size in ((current, of_current, n), (reference, of_reference, m)):
        if size > 1:
            variance += float(counts @ (placed - theta) ** 2) / (size - 1) / size
    return theta, sqrt(variance)
