"""Did the spread change? Mood's test (1954) on cells."""

from __future__ import annotations

from math import log, sqrt

from scipy.special import ndtr

from flyball.stats.arrays import FloatArray, IntArray
from flyball.stats.compare.cells import Cells, rank_z
from flyball.stats.compare.evidence import Z95, Evidence, weaken

_SMALLEST_SPREAD = 1e-4


def scale(cells: Cells, *, phi: float = 1.0) -> Evidence:
    """Two-sided, scores = squared distance of the rank from the middle, exact permutation variance under ties. O(k).

    The effect is the log ratio of the two sides' spreads, measured on normal scores of the reference, so that one
    outlier can't make it; a constant column counts as a spread of 1e-4.
    """
    middle = (sum(cells.sizes) + 1) / 2.0
    p = float(2.0 * ndtr(-abs(rank_z(cells, (cells.midranks - middle) ** 2))))
    scores = cells.normal_scores
    reference, reference_error = _log_spread(scores, cells.reference)
    current, current_error = _log_spread(scores, cells.current)
    half = Z95 * sqrt(phi * (reference_error**2 + current_error**2))
    effect = current - reference
    return Evidence(weaken(p, phi), effect, effect - half, effect + half, "ln sd")


def _log_spread(scores: FloatArray, counts: IntArray) -> tuple[float, float]:
    """Log of the standard deviation, and its standard error from the kurtosis."""
    n = int(counts.sum())
    centred = scores - (counts @ scores) / n
    variance = float(counts @ centred**2) / n
    kurtosis = float(counts @ centred**4) / n / variance**2 if variance > _SMALLEST_SPREAD**2 else 3.0
    return log(max(sqrt(variance), _SMALLEST_SPREAD)), sqrt(max(kurtosis - 1.0, 0.1) / (4.0 * n))
