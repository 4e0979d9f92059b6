"""Brier score (1950): the mean squared error of probabilities."""

from __future__ import annotations

from math import nan

from flyball.stats.arrays import FloatArray, IntArray


def brier_losses(labels: IntArray, scores: FloatArray) -> FloatArray:
    """(score - label)² per row, shape (n,), for 0/1 labels; give their mean an interval like any mean's."""
    losses: FloatArray = (scores - (labels != 0)) ** 2
    return losses


def brier(labels: IntArray, scores: FloatArray) -> float:
    """Mean over rows, 0 (perfect) to 1; NaN without rows.

    >>> import numpy as np
    >>> brier(np.array([1, 0]), np.array([0.5, 0.0]))
    0.125
    """
    return float(brier_losses(labels, scores).mean()) if labels.size else nan
