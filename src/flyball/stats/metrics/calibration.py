"""Do probabilities mean what they say? Reliability bins and the expected calibration error."""

from __future__ import annotations

from math import nan

import numpy as np
from msgspec import Struct

from flyball.stats.arrays import FloatArray, IntArray
from flyball.stats.interval.model import Interval
from flyball.stats.interval.wilson import wilson


class ReliabilityBin(Struct, frozen=True):
    """Rows with scores in [lo, hi): what was said on average, and the share that came true."""

    lo: float
    hi: float
    rows: int
    said: float
    happened: Interval


def reliability(labels: IntArray, scores: FloatArray, *, bins: int = 10) -> tuple[ReliabilityBin, ...]:
    """Equal-width bins over [0, 1] that hold a row; the last includes 1. Labels 0/1, scores in [0, 1], shape (n,)."""
    place = np.minimum((scores * bins).astype(np.int64), bins - 1)
    rows, happened, said = (
        np.bincount(place, weights=weights, minlength=bins) for weights in (None, (labels != 0) * 1.0, scores)
    )
    return tuple(
        ReliabilityBin(
            k / bins, (k + 1) / bins, int(rows[k]), float(said[k] / rows[k]), wilson(int(happened[k]), int(rows[k]))
        )
        for k in np.flatnonzero(rows).tolist()
    )


def calibration_error(labels: IntArray, scores: FloatArray, *, bins: int = 10) -> float:
    """Expected calibration error: |said - happened| over the bins, weighted by rows (Naeini 2015); NaN without rows.

    >>> calibration_error(np.array([1, 0]), np.array([0.75, 0.75]))
    0.25
    """
    if labels.size == 0:
        return nan
    found = reliability(labels, scores, bins=bins)
    return sum(item.rows * abs(item.said - item.happened.estimate) for item in found) / labels.size
