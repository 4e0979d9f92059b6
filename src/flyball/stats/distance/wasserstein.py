"""Wasserstein-1: the mean distance that a row has to move to turn one column into the other."""

from __future__ import annotations

import numpy as np

from flyball.stats.compare.cells import Cells


def wasserstein(cells: Cells) -> float:
    """In the column's unit: the area between the two distribution functions. Both sides need a row. O(k).

    >>> from flyball.stats.compare.cells import cells_of_values
    >>> wasserstein(cells_of_values(np.array([0.0, 1.0]), np.array([5.0, 6.0])))
    5.0
    """
    m, n = cells.sizes
    gap = np.abs(np.cumsum(cells.reference) / m - np.cumsum(cells.current) / n)
    return float(gap[:-1] @ np.diff(cells.values))
