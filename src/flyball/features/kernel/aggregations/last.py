"""The latest value of a window, and how long ago it was."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from flyball.features.kernel.columns import Column, Int64Array
from flyball.features.kernel.series import Part


def last(parts: Sequence[Part], moments: Int64Array) -> Column:
    """The non-null value of the greatest (time, created, hash), in the column's own type."""
    rank, part_of, position = _latest(parts)
    values = np.zeros(rank.size, dtype=parts[0].series.values.dtype)
    for number, part in enumerate(parts):
        mine = part_of == number
        values[mine] = part.series.values[position[mine]]
    return Column(values, rank >= 0)


def since_last(parts: Sequence[Part], moments: Int64Array) -> Column:
    """Microseconds from the latest row (or non-null value) of the window to T."""
    rank, part_of, position = _latest(parts)
    at = moments.copy()
    for number, part in enumerate(parts):
        mine = part_of == number
        at[mine] = part.series.at[position[mine]]
    return Column(moments - at, rank >= 0)


def _latest(parts: Sequence[Part]) -> tuple[Int64Array, Int64Array, Int64Array]:
    """Per label: rank of the winner (-1: none), which part holds it, and where in that part."""
    labels = parts[0].lo.size
    rank, part_of = np.full(labels, -1, dtype=np.int64), np.full(labels, -1, dtype=np.int64)
    position = np.full(labels, -1, dtype=np.int64)
    for number, part in enumerate(parts):
        found = part.series.latest[part.hi]
        inside = np.flatnonzero(found >= part.lo)
        inside = inside[part.series.rank[found[inside]] > rank[inside]]
        rank[inside] = part.series.rank[found[inside]]
        part_of[inside], position[inside] = number, found[inside]
    return rank, part_of, position
