"""Jensen-Shannon: the mean of the two relative entropies to the mixture (Lin 1991)."""

from __future__ import annotations

from math import log, sqrt

import numpy as np

from flyball.stats.arrays import IntArray


def js_divergence(reference: IntArray, current: IntArray) -> float:
    """In nats, 0 to ln 2, from counts of shape (k,) on both sides; 0 when a side is empty."""
    m, n = int(reference.sum()), int(current.sum())
    if m == 0 or n == 0:
        return 0.0
    p, q = reference / m, current / n
    middle = (p + q) / 2.0
    lost = sum(float(np.sum(s[s > 0] * np.log(s[s > 0] / middle[s > 0]))) for s in (p, q)) / 2.0
    return min(max(lost, 0.0), log(2.0))


def js_distance(reference: IntArray, current: IntArray) -> float:
    """Root of the divergence in bits, 0 to 1. Pure noise gives about √((k-1)(1/m + 1/n)/5.5).

    >>> js_distance(np.array([5, 0]), np.array([0, 3]))
    1.0
    """
    return sqrt(js_divergence(reference, current) / log(2.0))
