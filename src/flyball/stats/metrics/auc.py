"""Area under the ROC curve, its interval, and the difference of two models on the same rows (DeLong 1988)."""

from __future__ import annotations

from math import nan, sqrt

import numpy as np
from scipy.special import ndtri

from flyball.stats.arrays import FloatArray, IntArray
from flyball.stats.interval.model import Interval
from flyball.stats.midranks import midranks


def roc_auc(labels: IntArray, scores: FloatArray) -> float:
    """P(score of a positive > score of a negative) + ½P(equal); NaN unless both classes occur. O(n log n).

    `labels` are 0/1, `scores` any finite numbers, both of shape (n,).

    >>> roc_auc(np.array([0, 0, 1, 1]), np.array([0.1, 0.4, 0.35, 0.8]))
    0.75
    """
    positives = int(np.count_nonzero(labels))
    negatives = labels.size - positives
    if positives == 0 or negatives == 0:
        return nan
    ranks = float(midranks(scores)[labels != 0].sum())
    return (ranks - positives * (positives + 1) / 2.0) / (positives * negatives)


def auc_interval(labels: IntArray, scores: FloatArray, *, level: float = 0.95) -> Interval:
    """DeLong's interval on the logit scale, so that it stays inside [0, 1]; NaN bounds below two rows of a class."""
    area = roc_auc(labels, scores)
    positives = int(np.count_nonzero(labels))
    negatives = labels.size - positives
    if min(positives, negatives) < 2:
        return Interval(area, nan, nan, level)
    error = sqrt(_covariance(labels, scores, scores))
    # An area of 0 or 1 has no variance of its own; half a pair away from the end it has the smallest one there is.
    nearest = 0.5 / (positives * negatives)
    inside = min(max(area, nearest), 1.0 - nearest)
    smallest = sqrt(inside * (1 - inside) / min(positives, negatives))
    half = float(ndtri((1 + level) / 2)) * (error if 0.0 < area < 1.0 else smallest) / (inside * (1 - inside))
    middle = float(np.log(inside / (1 - inside)))
    lo, hi = (float(1 / (1 + np.exp(-np.clip(middle + side * half, -700, 700)))) for side in (-1, 1))
    return Interval(area, min(lo, area), max(hi, area), level)


def auc_difference(labels: IntArray, scores: FloatArray, other: FloatArray, *, level: float = 0.95) -> Interval:
    """Area of `scores` minus area of `other` on the same rows, with DeLong's paired interval.

    >>> labels, scores = np.array([0, 1, 0, 1]), np.array([0.1, 0.8, 0.3, 0.6])
    >>> auc_difference(labels, scores, scores)
    Interval(estimate=0.0, lo=0.0, hi=0.0, level=0.95)
    """
    gap = roc_auc(labels, scores) - roc_auc(labels, other)
    positives = int(np.count_nonzero(labels))
    if min(positives, labels.size - positives) < 2:
        return Interval(gap, nan, nan, level)
    variance = _covariance(labels, scores, scores) + _covariance(labels, other, other)
    variance -= 2.0 * _covariance(labels, scores, other)
    half = float(ndtri((1 + level) / 2)) * sqrt(max(variance, 0.0))
    return Interval(gap, gap - half, gap + half, level)


def _covariance(labels: IntArray, one: FloatArray, two: FloatArray) -> float:
    """DeLong's covariance of two areas, from the placements by mid-ranks (Sun and Xu 2014)."""
    (one_positive, one_negative), (two_positive, two_negative) = _placements(labels, one), _placements(labels, two)
    of_positives = float(np.cov(one_positive, two_positive)[0, 1]) / one_positive.size
    return of_positives + float(np.cov(one_negative, two_negative)[0, 1]) / one_negative.size


def _placements(labels: IntArray, scores: FloatArray) -> tuple[FloatArray, FloatArray]:
    is_positive = labels != 0
    ranks = midranks(scores)
    positive, negative = scores[is_positive], scores[~is_positive]
    above = (ranks[is_positive] - midranks(positive)) / negative.size
    below = 1.0 - (ranks[~is_positive] - midranks(negative)) / positive.size
    return above, below
