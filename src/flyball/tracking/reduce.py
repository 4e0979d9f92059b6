"""Which points of a series draw the same line as all of them, at a given number of pixel columns."""

from __future__ import annotations

from typing import Any

import numpy as np

Floats = np.ndarray[Any, np.dtype[np.float64]]
Indices = np.ndarray[Any, np.dtype[np.int64]]


def reduce_points(x: Floats, y: Floats, buckets: int) -> Indices:
    """Indices, ascending, of the first, last, lowest and highest point of each of so many equal parts of the x axis.

    Both of shape (n,), x ascending, y finite; at most `4 * buckets` indices (Jugel et al. 2014, "M4"). Of equal
    extremes the first is kept. Of `n <= 4 * buckets` points all are kept. O(n).

    >>> reduce_points(np.arange(100.0), np.sin(np.arange(100.0)), 2).tolist()
    [0, 11, 33, 49, 50, 55, 77, 99]
    """
    n = len(x)
    if n <= 4 * buckets:
        return np.arange(n)
    span = x[-1] - x[0]
    part = np.zeros(n, np.int64) if span == 0 else np.minimum(((x - x[0]) / span * buckets), buckets - 1).astype(int)
    starts = np.flatnonzero(np.r_[True, part[1:] != part[:-1]])
    ends = np.r_[starts[1:], n] - 1
    lowest = _first_equal(y, np.minimum.reduceat(y, starts), starts, ends)
    highest = _first_equal(y, np.maximum.reduceat(y, starts), starts, ends)
    return np.unique(np.concatenate([starts, ends, lowest, highest]))


def _first_equal(y: Floats, wanted: Floats, starts: Indices, ends: Indices) -> Indices:
    """For each part the index of its first point with the wanted value."""
    parts = np.repeat(np.arange(len(starts)), ends - starts + 1)
    hits = np.flatnonzero(y == wanted[parts])
    _, first = np.unique(parts[hits], return_index=True)
    found: Indices = hits[first]
    return found
