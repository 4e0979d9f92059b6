"""Ranks in which equal values share the mean of their places."""

from __future__ import annotations

import numpy as np

from flyball.stats.arrays import FloatArray


def midranks(values: FloatArray) -> FloatArray:
    """Ranks from 1, shape (n,) like `values`, which have no NaN. O(n log n).

    >>> midranks(np.array([7.0, 3.0, 7.0])).tolist()
    [2.5, 1.0, 2.5]
    """
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    ranks: FloatArray = (np.cumsum(counts) - (counts - 1) / 2.0)[place]
    return ranks
