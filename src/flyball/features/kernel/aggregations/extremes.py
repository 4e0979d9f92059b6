"""Smallest and largest value of any window, from a doubling table with one level in memory at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np

from flyball.core.errors import SchemaMismatch
from flyball.features.kernel.columns import AnyArray, Column, Int64Array
from flyball.features.kernel.series import Part, Series, counts_of

_Choose: TypeAlias = Callable[[AnyArray, AnyArray], AnyArray]


def minimum(parts: Sequence[Part], moments: Int64Array) -> Column:
    """Smallest non-null value, in the column's own type."""
    return _extreme(parts, np.minimum, largest=False)


def maximum(parts: Sequence[Part], moments: Int64Array) -> Column:
    """Largest non-null value, in the column's own type."""
    return _extreme(parts, np.maximum, largest=True)


def _extreme(parts: Sequence[Part], choose: _Choose, *, largest: bool) -> Column:
    best = _of_part(parts[0], choose, largest=largest)
    for part in parts[1:]:
        best = choose(best, _of_part(part, choose, largest=largest))
    return Column(best, counts_of(parts) > 0)


def _of_part(part: Part, choose: _Choose, *, largest: bool) -> AnyArray:
    """Two overlapping runs of length 2^k cover any window of 2^k to 2^(k+1) rows. O(n log longest + labels)."""
    neutral = _neutral(part.series, largest=largest)
    level = np.where(part.series.valid, part.series.values, neutral)
    if level.dtype.kind == "f":
        level = level + 0.0  # of -0.0 and 0.0 neither is smaller: keep one, or the bits depend on the order
    result = np.full(part.lo.size, neutral, dtype=level.dtype)
    length = part.hi - part.lo
    power = 1
    while (length >= power).any():
        here = np.flatnonzero((length >= power) & (length < 2 * power))
        result[here] = choose(level[part.lo[here]], level[part.hi[here] - power])
        level = choose(level[:-power], level[power:]) if level.size > power else level[:0]
        power *= 2
    return result


def _neutral(series: Series, *, largest: bool) -> float | int | bool:
    kind = series.values.dtype.kind
    if kind == "f":
        return -np.inf if largest else np.inf
    if kind == "b":
        return not largest
    if kind == "i":
        return int(np.iinfo(np.int64).min if largest else np.iinfo(np.int64).max)
    raise SchemaMismatch("min and max need a numeric or boolean column", why=f"this one is {series.values.dtype}")
