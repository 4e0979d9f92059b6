"""Population stability index: Σ (q - p)·ln(q/p)."""

from __future__ import annotations

import numpy as np

from flyball.stats.arrays import IntArray


def psi(reference: IntArray, current: IntArray) -> float:
    """From counts of shape (k,) on both sides; half a row is added to every cell, so empty ones stay finite.

    The usual reading (0.1 little, 0.25 much) is for about ten cells and large samples: noise alone gives
    (k-1)(1/m + 1/n).

    >>> psi(np.array([50, 50]), np.array([500, 500]))
    0.0
    """
    p = (reference + 0.5) / (reference.sum() + 0.5 * reference.size)
    q = (current + 0.5) / (current.sum() + 0.5 * current.size)
    return float(np.sum((q - p) * np.log(q / p)))
