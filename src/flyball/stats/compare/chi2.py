"""Pearson's chi-squared for two rows of counts."""

from __future__ import annotations

import numpy as np
from scipy.special import chdtrc

from flyball.stats.arrays import IntArray


def chi2_p(reference: IntArray, current: IntArray) -> float:
    """P of "one distribution" for counts of shape (k,) on both sides; 1 below two cells in use.

    >>> round(chi2_p(np.array([50, 50]), np.array([30, 70])), 4)
    0.0039
    """
    m, n = int(reference.sum()), int(current.sum())
    pooled = reference + current
    used = pooled > 0
    if m == 0 or n == 0 or int(used.sum()) < 2:
        return 1.0
    gap = current[used] * np.sqrt(m / n) - reference[used] * np.sqrt(n / m)
    return float(chdtrc(int(used.sum()) - 1, float(np.sum(gap**2 / pooled[used]))))


def pool_rare(
    reference: IntArray, current: IntArray, *, rest: tuple[int, int] = (0, 0), expected: float = 5.0
) -> tuple[IntArray, IntArray]:
    """Merge the cells whose expected count is below `expected` on either side, and the `rest`, into one, the last.

    When even that one stays small it joins the smallest of the others, so that every cell is large enough. What is
    pooled depends on both sides together: pooling what is rare in the reference alone would be a biased test.
    """
    m, n = int(reference.sum()) + rest[0], int(current.sum()) + rest[1]
    pooled = reference + current
    enough = expected * (m + n) / max(min(m, n), 1)
    order = np.argsort(-pooled, kind="stable")
    kept = int((pooled >= enough).sum())
    left = int(pooled[order[kept:]].sum()) + sum(rest)
    if kept and 0 < left < enough:
        kept -= 1
    sides = [
        np.append(side[order[:kept]], side[order[kept:]].sum() + more)
        for side, more in zip((reference, current), rest, strict=True)
    ]
    return sides[0], sides[1]
