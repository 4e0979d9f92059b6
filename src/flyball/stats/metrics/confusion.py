"""Counts of right and wrong decisions, and the shares made of them."""

from __future__ import annotations

from math import nan, sqrt

import numpy as np
from msgspec import Struct

from flyball.stats.arrays import FloatArray, IntArray
from flyball.stats.interval.model import Interval
from flyball.stats.interval.wilson import wilson


class Confusion(Struct, frozen=True, kw_only=True):
    """True and false negatives and positives; a share of nothing (0/0) is NaN, neither 0 nor 1."""

    tn: int
    fp: int
    fn: int
    tp: int

    @property
    def rows(self) -> int:
        return self.tn + self.fp + self.fn + self.tp

    @property
    def accuracy(self) -> Interval:
        return wilson(self.tp + self.tn, self.rows)

    @property
    def precision(self) -> Interval:
        return wilson(self.tp, self.tp + self.fp)

    @property
    def recall(self) -> Interval:
        return wilson(self.tp, self.tp + self.fn)

    @property
    def specificity(self) -> Interval:
        return wilson(self.tn, self.tn + self.fp)

    @property
    def selection_rate(self) -> Interval:
        return wilson(self.tp + self.fp, self.rows)

    @property
    def f1(self) -> float:
        found = 2 * self.tp + self.fp + self.fn
        return 2 * self.tp / found if found else nan

    @property
    def mcc(self) -> float:
        """Matthews correlation (1975), -1 to 1; NaN when a row or column of the table is empty."""
        sides = (self.tp + self.fp) * (self.tp + self.fn) * (self.tn + self.fp) * (self.tn + self.fn)
        return (self.tp * self.tn - self.fp * self.fn) / sqrt(sides) if sides else nan

    def __add__(self, other: Confusion) -> Confusion:
        return Confusion(tn=self.tn + other.tn, fp=self.fp + other.fp, fn=self.fn + other.fn, tp=self.tp + other.tp)


def confusion(labels: IntArray, scores: FloatArray, *, threshold: float = 0.5) -> Confusion:
    """Count decisions "score ≥ threshold" against 0/1 labels, both of shape (n,).

    >>> confusion(np.array([0, 1, 1]), np.array([0.7, 0.7, 0.2]))
    Confusion(tn=0, fp=1, fn=1, tp=1)
    """
    cell = 2 * (labels != 0).astype(np.int64) + (scores >= threshold)
    tn, fp, fn, tp = np.bincount(cell, minlength=4).tolist()
    return Confusion(tn=tn, fp=fp, fn=fn, tp=tp)
