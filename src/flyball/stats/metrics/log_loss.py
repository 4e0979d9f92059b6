"""Log loss: the mean negative log-likelihood of what happened."""

from __future__ import annotations

from math import nan

import numpy as np

from flyball.stats.arrays import FloatArray, IntArray

_NEAREST = 2.0**-52  # scikit-learn's guard too: a certain, wrong row costs 36 nats instead of infinity


def log_losses(labels: IntArray, scores: FloatArray) -> FloatArray:
    """-ln of the probability given to what happened, per row, shape (n,), for 0/1 labels."""
    inside = np.clip(scores, _NEAREST, 1.0 - _NEAREST)
    return -np.where(labels != 0, np.log(inside), np.log1p(-inside))


def log_loss(labels: IntArray, scores: FloatArray) -> float:
    """Mean over rows, in nats; NaN without rows.

    >>> round(log_loss(np.array([1, 0]), np.array([0.5, 0.5])), 4)
    0.6931
    """
    return float(log_losses(labels, scores).mean()) if labels.size else nan
