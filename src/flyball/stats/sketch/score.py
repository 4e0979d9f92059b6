"""Scores of a binary classifier as counts by class: AUC, Brier score and calibration of any window, without its rows.

512 equal bins over [0, 1]. Sums of scores and of their squares are kept in fixed point (units of 2^-30), so merging and
taking away are exact: a late or corrected label is a signed delta.
"""

from __future__ import annotations

import struct

import numpy as np
from msgspec import Struct

from flyball.core.errors import BadInput, StoreCorrupt
from flyball.stats.arrays import BoolArray, FloatArray, IntArray

BINS = 512
_ONE = 1 << 30
_MAGIC = b"fbS1"
_CLASSES = 3  # not happened, happened, not known yet


class ScoreSketch(Struct, frozen=True, kw_only=True, eq=False):
    """Per class (0 not happened, 1 happened, 2 not labelled) and bin: rows, sum and sum of squares of the scores.

    All of shape (3, 512) and int64; `squares` has shape (3,). Counts may be negative in a delta.
    """

    counts: IntArray
    sums: IntArray
    squares: IntArray

    @property
    def labelled(self) -> int:
        return int(self.counts[:2].sum())

    @property
    def rows(self) -> int:
        return int(self.counts.sum())

    @property
    def coverage(self) -> float:
        """Share of the rows whose outcome is known; NaN without rows."""
        return self.labelled / self.rows if self.rows else float("nan")

    def merge(self, other: ScoreSketch) -> ScoreSketch:
        return ScoreSketch(
            counts=self.counts + other.counts, sums=self.sums + other.sums, squares=self.squares + other.squares
        )

    def minus(self, other: ScoreSketch) -> ScoreSketch:
        """Take a contribution away again, as a corrected label does."""
        return ScoreSketch(
            counts=self.counts - other.counts, sums=self.sums - other.sums, squares=self.squares - other.squares
        )

    def auc(self) -> float:
        """Area under the ROC curve, scores of one bin counting as tied; NaN unless both classes occur."""
        negative, positive = self.counts[0], self.counts[1]
        pairs = int(negative.sum()) * int(positive.sum())
        if pairs == 0:
            return float("nan")
        below = np.cumsum(negative) - negative
        return float((positive * (2 * below + negative)).sum() / (2 * pairs))

    def brier(self) -> float:
        """Mean squared error of the scores against 0/1, exact to 2^-30; NaN without labels."""
        if self.labelled == 0:
            return float("nan")
        happened = int(self.counts[1].sum()) * _ONE
        return float(int(self.squares[:2].sum()) - 2 * int(self.sums[1].sum()) + happened) / _ONE / self.labelled

    def log_loss(self) -> float:
        """Mean negative log-likelihood with every score at its bin's mean; NaN without labels."""
        if self.labelled == 0:
            return float("nan")
        inside = np.clip(self._bin_means(), 2.0**-31, 1 - 2.0**-31)
        lost = self.counts[1] @ np.log(inside) + self.counts[0] @ np.log1p(-inside)
        return float(-lost / self.labelled)

    def confusion(self, threshold: float) -> tuple[int, int, int, int]:
        """(tn, fp, fn, tp) when scores ≥ threshold are positive; the threshold is rounded to a bin's edge."""
        cut = int(np.clip(np.ceil(threshold * BINS), 0, BINS))
        tn, fn = int(self.counts[0, :cut].sum()), int(self.counts[1, :cut].sum())
        return tn, int(self.counts[0].sum()) - tn, fn, int(self.counts[1].sum()) - fn

    def calibration(self, *, bins: int = 10) -> tuple[IntArray, FloatArray, FloatArray]:
        """Labelled rows, mean score and observed share per coarse bin, each of shape (bins,); NaN where empty."""
        group = np.arange(BINS) * bins // BINS
        rows, happened, total = (
            np.bincount(group, weights=part, minlength=bins)
            for part in (self.counts[:2].sum(axis=0), self.counts[1], self.sums[:2].sum(axis=0) / _ONE)
        )
        with np.errstate(invalid="ignore", divide="ignore"):
            return rows.astype(np.int64), total / rows, happened / rows

    def calibration_error(self, *, bins: int = 10) -> float:
        """Expected calibration error: the gap between mean score and observed share, weighted by rows."""
        rows, score, share = self.calibration(bins=bins)
        if rows.sum() == 0:
            return float("nan")
        return float(np.nansum(rows * np.abs(score - share)) / rows.sum())

    def to_bytes(self) -> bytes:
        held = np.flatnonzero((self.counts != 0) | (self.sums != 0)).astype("<u2")
        parts = (self.counts.ravel()[held], self.sums.ravel()[held], self.squares)
        return (
            _MAGIC + struct.pack("<H", held.size) + held.tobytes() + b"".join(p.astype("<i8").tobytes() for p in parts)
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> ScoreSketch:
        held_count = int.from_bytes(data[4:6], "little")
        if data[:4] != _MAGIC or len(data) != 6 + 18 * held_count + 8 * _CLASSES:
            raise StoreCorrupt(
                "these bytes are no score sketch", why=f"{len(data)} bytes, {held_count} cells announced"
            )
        held = np.frombuffer(data, dtype="<u2", offset=6, count=held_count)
        rest = np.frombuffer(data, dtype="<i8", offset=6 + 2 * held_count).astype(np.int64)
        counts, sums = (np.zeros(_CLASSES * BINS, dtype=np.int64) for _ in range(2))
        counts[held], sums[held] = rest[:held_count], rest[held_count : 2 * held_count]
        shape = (_CLASSES, BINS)
        return cls(counts=counts.reshape(shape), sums=sums.reshape(shape), squares=rest[2 * held_count :])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ScoreSketch) and self.to_bytes() == other.to_bytes()

    def __hash__(self) -> int:
        return hash(self.to_bytes())

    def _bin_means(self) -> FloatArray:
        rows = self.counts[:2].sum(axis=0)
        with np.errstate(invalid="ignore", divide="ignore"):
            means = self.sums[:2].sum(axis=0) / _ONE / rows
        return np.where(rows > 0, means, (np.arange(BINS) + 0.5) / BINS)


def score_sketch(scores: FloatArray, labels: FloatArray | IntArray, *, known: BoolArray | None = None) -> ScoreSketch:
    """Count scores in [0, 1] with labels 0/1, both of shape (n,); rows without `known` are unlabelled. O(n).

    Raises `BadInput` for scores outside [0, 1], NaN included.

    >>> score_sketch(np.array([0.1, 0.4, 0.35, 0.8]), np.array([0, 0, 1, 1])).auc()
    0.75
    """
    if scores.size and not (scores.min() >= 0.0 and scores.max() <= 1.0):
        raise BadInput("a score is outside [0, 1]", why="only probabilities can be counted in these bins")
    outcome = np.where(labels != 0, 1, 0) if known is None else np.where(known, np.where(labels != 0, 1, 0), 2)
    fixed = np.rint(scores * _ONE).astype(np.int64)
    # Squares are rounded one by one, from the score itself, so they too add up the same in any order.
    squared = np.rint(scores * scores * _ONE).astype(np.int64)
    cell = outcome * BINS + np.minimum((scores * BINS).astype(np.int64), BINS - 1)
    sums, squares = np.zeros(_CLASSES * BINS, dtype=np.int64), np.zeros(_CLASSES, dtype=np.int64)
    np.add.at(sums, cell, fixed)
    np.add.at(squares, outcome, squared)
    counts = np.bincount(cell, minlength=_CLASSES * BINS).astype(np.int64)
    return ScoreSketch(counts=counts.reshape(_CLASSES, BINS), sums=sums.reshape(_CLASSES, BINS), squares=squares)
