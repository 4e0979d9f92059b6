"""Average precision: the area under the precision-recall steps."""

from __future__ import annotations

from math import nan

import numpy as np

from flyball.stats.arrays import FloatArray, IntArray


def average_precision(labels: IntArray, scores: FloatArray) -> float:
    """Σ (recall gained) · precision over falling thresholds, equal scores taken at once; NaN without a positive.

    >>> round(average_precision(np.array([0, 0, 1, 1]), np.array([0.1, 0.4, 0.35, 0.8])), 4)
    0.8333
    """
    order = np.argsort(-scores, kind="stable")
    hits = np.cumsum(labels[order] != 0)
    if hits.size == 0 or hits[-1] == 0:
        return nan
    last_of_ties = np.append(np.flatnonzero(np.diff(scores[order])), scores.size - 1)
    found = hits[last_of_ties]
    gained = np.diff(found, prepend=0)
    return float((gained * found / (last_of_ties + 1)).sum() / hits[-1])
