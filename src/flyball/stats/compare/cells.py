"""Two columns side by side on one ordered set of cells; every test of location, scale and shape starts here."""

from __future__ import annotations

import numpy as np
from msgspec import Struct
from scipy.special import ndtri

from flyball.core.errors import BadInput
from flyball.stats.arrays import FloatArray, IntArray
from flyball.stats.sketch.numeric import NumericSketch, cell_middles


class Cells(Struct, frozen=True, eq=False):
    """`values` ascending with the counts of both sides, all of shape (k,); no cell is empty on both sides."""

    values: FloatArray
    reference: IntArray
    current: IntArray

    @property
    def sizes(self) -> tuple[int, int]:
        """Rows of the reference and of the current side."""
        return int(self.reference.sum()), int(self.current.sum())

    @property
    def midranks(self) -> FloatArray:
        """The mean rank of each cell's rows in the pooled sample, from 1."""
        pooled = self.reference + self.current
        ranks: FloatArray = np.cumsum(pooled) - pooled + (pooled + 1) / 2.0
        return ranks

    @property
    def normal_scores(self) -> FloatArray:
        """Each cell's place in the reference as a normal score: middle rank, clipped to 1e-4 from the ends."""
        size = max(int(self.reference.sum()), 1)
        place = (np.cumsum(self.reference) - self.reference / 2.0) / size
        scores: FloatArray = ndtri(np.clip(place, 1e-4, 1 - 1e-4))
        return scores


def cells_of_sketches(reference: NumericSketch, current: NumericSketch) -> Cells:
    """The occupied cells and atoms of two sketches of one frame; `BadInput` when the frames differ."""
    if reference.frame != current.frame:
        raise BadInput("these sketches cannot be compared", why="they were made in different frames")
    codes = np.union1d(reference.codes, current.codes)
    values = np.concatenate([reference.frame.origin + cell_middles(codes), np.array(reference.frame.atoms)])
    sides = []
    for sketch in (reference, current):
        counts = np.zeros(codes.size, dtype=np.int64)
        counts[np.searchsorted(codes, sketch.codes)] = sketch.counts
        sides.append(np.concatenate([counts, sketch.atoms]))
    order = np.argsort(values, kind="stable")
    order = order[(sides[0] + sides[1])[order] > 0]
    return Cells(values[order], sides[0][order], sides[1][order])


def cells_of_values(reference: FloatArray, current: FloatArray) -> Cells:
    """The same from the values themselves, of shapes (m,) and (n,) and finite: each value is its own cell.

    >>> cells_of_values(np.array([1.0, 2.0]), np.array([2.0, 2.0, 5.0])).current.tolist()
    [0, 2, 1]
    """
    values, place = np.unique(np.concatenate([reference, current]), return_inverse=True)
    sides = [
        np.bincount(part, minlength=values.size).astype(np.int64)
        for part in (place[: reference.size], place[reference.size :])
    ]
    return Cells(values, sides[0], sides[1])


def rank_z(cells: Cells, scores: FloatArray) -> float:
    """Z of the current side's sum of scores under all permutations of the rows; exact mean and variance, ties included.

    0 when the scores do not vary. `scores` has shape (k,), one per cell.
    """
    m, n = cells.sizes
    pooled = cells.reference + cells.current
    total = m + n
    centred = scores - (pooled @ scores) / total
    spread = float(pooled @ centred**2) * m * n / (total * max(total - 1, 1))
    return float(cells.current @ centred) / float(np.sqrt(spread)) if spread > 0 else 0.0
