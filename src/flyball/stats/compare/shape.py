"""Any other change of a numeric column: chi-squared on 16 merged bins, and Kolmogorov-Smirnov."""

from __future__ import annotations

import numpy as np
from scipy.special import kolmogorov

from flyball.stats.arrays import IntArray
from flyball.stats.compare.cells import Cells
from flyball.stats.compare.chi2 import chi2_p
from flyball.stats.compare.evidence import Evidence, weaken
from flyball.stats.compare.js_effect import js_effect

_BINS = 16
_ROWS_PER_BIN = 5


def shape(cells: Cells, *, phi: float = 1.0) -> Evidence:
    """Twice the smaller of the p-values of chi-squared and KS; the effect is the Jensen-Shannon distance of the bins.

    Bins hold equal shares of the pooled rows, at least 5 expected rows each. On cells the p of KS is on the safe side.
    """
    reference, current = merged_bins(cells)
    p = min(1.0, 2.0 * min(chi2_p(reference, current), ks_p(cells)))
    return Evidence(weaken(p, phi), *js_effect(reference, current, phi=phi), "js")


def ks_p(cells: Cells) -> float:
    """Asymptotic two-sided p of the largest gap between the two distribution functions (Smirnov 1939)."""
    m, n = cells.sizes
    gap = np.abs(np.cumsum(cells.reference) / m - np.cumsum(cells.current) / n).max(initial=0.0)
    return float(kolmogorov(np.sqrt(m * n / (m + n)) * gap))


def merged_bins(cells: Cells, *, bins: int = _BINS) -> tuple[IntArray, IntArray]:
    """Counts of both sides in up to `bins` bins of about equal pooled mass; fewer where rows or cells are few."""
    pooled = cells.reference + cells.current
    most = int(np.clip(min(cells.sizes) // _ROWS_PER_BIN, 2, bins))
    group = ((np.cumsum(pooled) - pooled / 2.0) * most / pooled.sum()).astype(np.int64)
    _, place = np.unique(group, return_inverse=True)
    sides = [np.bincount(place, weights=side).astype(np.int64) for side in (cells.reference, cells.current)]
    return sides[0], sides[1]
