"""A column in sorted event order, with the running totals that windows are cut from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from flyball.core.errors import SchemaMismatch
from flyball.features.kernel.columns import AnyArray, BoolArray, FloatArray, Int64Array
from flyball.features.kernel.exact_sum import DoubleDouble, RunningSum, Term, running_sum, window_sums


@dataclass(frozen=True)
class Series:
    """Values by sorted position; `valid` says which count; `rank` is the position in the one order of all events.

    Running totals are made on first use and kept, so several windows and aggregates over a column share them.
    """

    values: AnyArray
    valid: BoolArray
    at: Int64Array
    rank: Int64Array

    def take(self, positions: Int64Array) -> Series:
        """The series of those positions, in that order."""
        return Series(self.values[positions], self.valid[positions], self.at[positions], self.rank[positions])

    def without(self, positions: Int64Array) -> Series:
        """The same positions, those rows no longer counting."""
        valid = self.valid.copy()
        valid[positions] = False
        return Series(self.values, valid, self.at, self.rank)

    @cached_property
    def counts(self) -> Int64Array:
        """How many valid rows come before each position; shape (n + 1,)."""
        return np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(self.valid, dtype=np.int64)])

    @cached_property
    def latest(self) -> Int64Array:
        """The position of the last valid row before each position, or -1; shape (n + 1,)."""
        own = np.where(self.valid, np.arange(self.valid.size), -1)
        return np.concatenate([np.full(1, -1), np.maximum.accumulate(own)]).astype(np.int64)

    @cached_property
    def sums(self) -> RunningSum:
        """Exact running sum of the values as floats."""
        return running_sum(self.floats, self.valid)

    @cached_property
    def square_sums(self) -> tuple[RunningSum, RunningSum]:
        """Exact running sums of the squares: each square is two floats, product and rounding error (Dekker 1971)."""
        values = np.where(self.valid, self.floats, 0.0)
        with np.errstate(over="ignore", invalid="ignore"):
            square = values * values
            split = values * 134217729.0  # 2^27 + 1 cuts a double into two halves of 26 bits
            upper = split - (split - values)
            lower = values - upper
            error = ((upper * upper - square) + 2.0 * upper * lower) + lower * lower
        return running_sum(square, self.valid), running_sum(np.where(np.isfinite(error), error, 0.0), self.valid)

    @cached_property
    def floats(self) -> FloatArray:
        """The values as float64."""
        if self.values.dtype.kind not in "ifb":
            raise SchemaMismatch("this aggregation needs a numeric or boolean column", why="the column holds objects")
        return self.values.astype(np.float64)


@dataclass(frozen=True, slots=True)
class Part:
    """One contiguous segment `[lo, hi)` of a series per label. A window is one part, or a few that do not overlap."""

    series: Series
    lo: Int64Array
    hi: Int64Array


def counts_of(parts: Sequence[Part]) -> Int64Array:
    """Valid rows per label."""
    total = np.zeros(parts[0].lo.size, dtype=np.int64)
    for part in parts:
        total += part.series.counts[part.hi] - part.series.counts[part.lo]
    return total


def sums_of(parts: Sequence[Part]) -> DoubleDouble:
    """Exact sums of the valid values per label."""
    return window_sums([Term(part.series.sums, part.lo, part.hi) for part in parts])
