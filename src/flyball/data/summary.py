"""A column of one fragment in numbers that merge: counts, bounds, quantile points, smallest hashes of values."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from msgspec import Struct

from flyball.data.cells import scalar, values_of
from flyball.data.hashing import UInt64Array, cell_hashes
from flyball.data.manifest import Scalar

POINTS = 65
"""Quantile points kept of a fragment: ranks are exact to 1/64 there, and no worse after merging."""
SMALLEST = 128
"""Distinct values are counted exactly up to here; beyond, k smallest hashes estimate them to 1/√(k−2) ≈ 9 %."""


class ColumnSummary(Struct, frozen=True, kw_only=True):
    """What merges into a profile. `points` are quantiles of the finite numbers, `smallest` are little-endian hashes."""

    rows: int
    nulls: int
    low: Scalar = None
    high: Scalar = None
    numbers: int = 0
    total: float = 0.0
    points: tuple[float, ...] = ()
    smallest: bytes = b""


def summarize(values: pa.ChunkedArray) -> ColumnSummary:
    """One column of one fragment. O(n log n)."""
    present = values.drop_null() if values.null_count else values
    low, high = _bounds(present)
    numbers = finite_numbers(present)
    return ColumnSummary(
        rows=len(values),
        nulls=values.null_count,
        low=low,
        high=high,
        numbers=0 if numbers is None else numbers.size,
        total=0.0 if numbers is None else float(numbers.sum()),
        points=_points(numbers),
        smallest=_smallest(present),
    )


def merge(parts: Sequence[ColumnSummary]) -> ColumnSummary:
    """The summary of all rows together; the order of the parts does not matter."""
    lows = [part.low for part in parts if part.low is not None]
    highs = [part.high for part in parts if part.high is not None]
    return ColumnSummary(
        rows=sum(part.rows for part in parts),
        nulls=sum(part.nulls for part in parts),
        low=min(lows, default=None),
        high=max(highs, default=None),
        numbers=sum(part.numbers for part in parts),
        total=sum(sorted(part.total for part in parts)),
        points=_merged_points(parts),
        smallest=_merged_smallest([part.smallest for part in parts]),
    )


def distinct_count(summary: ColumnSummary) -> int:
    """How many different values there are; exact up to `SMALLEST`."""
    hashes = np.frombuffer(summary.smallest, dtype="<u8")
    if hashes.size < SMALLEST:
        return int(hashes.size)
    return round((SMALLEST - 1) * 2.0**64 / float(hashes.max()))


def finite_numbers(values: pa.ChunkedArray) -> npt.NDArray[np.float64] | None:
    """The finite numbers of a numeric column, or None for other types."""
    if not (pa.types.is_integer(values.type) or pa.types.is_floating(values.type)):
        return None
    array: npt.NDArray[np.float64] = values.drop_null().to_numpy().astype(np.float64)
    return array[np.isfinite(array)]


def quantile(points: Sequence[float], share: float) -> float | None:
    """A quantile read off the points, by linear interpolation."""
    if not points:
        return None
    return float(np.interp(share, np.linspace(0, 1, len(points)), np.asarray(points)))


def histogram(summary: ColumnSummary, bins: int) -> tuple[tuple[float, ...], tuple[int, ...]]:
    """Edges and counts of equal bins, read off the quantile points; empty without numbers.

    >>> histogram(ColumnSummary(rows=4, nulls=0, numbers=4, points=(0.0, 1.0, 2.0, 3.0)), 2)
    ((0.0, 1.5, 3.0), (2, 2))
    """
    points = np.asarray(summary.points)
    if not points.size:
        return (), ()
    low, high = float(points[0]), float(points[-1])
    edges = np.linspace(low, high, bins + 1) if low < high else np.array([low - 0.5, low + 0.5])
    below = np.searchsorted(points, edges[1:-1], side="left") / points.size
    # Whole numbers that add up: differences of the rounded counts below each edge.
    cumulated = np.rint(np.r_[0.0, below, 1.0] * summary.numbers).astype(np.int64)
    return tuple(edges.tolist()), tuple(np.diff(cumulated).tolist())


def _points(numbers: npt.NDArray[np.float64] | None) -> tuple[float, ...]:
    if numbers is None or not numbers.size:
        return ()
    places = np.linspace(0, numbers.size - 1, min(POINTS, numbers.size)).round().astype(np.int64)
    return tuple(np.sort(numbers)[places].tolist())


def _merged_points(parts: Sequence[ColumnSummary]) -> tuple[float, ...]:
    filled = [part for part in parts if part.points]
    if len(filled) <= 1:
        return filled[0].points if filled else ()
    values = np.concatenate([np.asarray(part.points) for part in filled])
    weights = np.concatenate([np.full(len(part.points), part.numbers / len(part.points)) for part in filled])
    order = np.lexsort((weights, values))
    values, weights = values[order], weights[order]
    middle = (np.cumsum(weights) - weights / 2) / weights.sum()
    shares = np.linspace(0, 1, POINTS)
    merged = np.interp(shares, middle, values)
    return tuple(merged.tolist())


def _smallest(present: pa.ChunkedArray) -> bytes:
    if pa.types.is_list(present.type):  # no hash table over lists
        hashes: UInt64Array = np.unique(cell_hashes(present)[0])
    else:
        hashes, _ = cell_hashes(pa.chunked_array([present.unique()]))
    return _keep(hashes)


def _merged_smallest(parts: Sequence[bytes]) -> bytes:
    return _keep(np.unique(np.frombuffer(b"".join(parts), dtype="<u8")))


def _keep(distinct: UInt64Array) -> bytes:
    if distinct.size > SMALLEST:
        distinct = np.partition(distinct, SMALLEST - 1)[:SMALLEST]
    return np.sort(distinct).astype("<u8").tobytes()


def _bounds(present: pa.ChunkedArray) -> tuple[Scalar, Scalar]:
    if not len(present) or not _has_order(present.type):
        return None, None
    bounds = pc.min_max(present)
    low, high = values_of(pa.chunked_array([pa.array([bounds["min"], bounds["max"]], present.type)]))
    return scalar(low), scalar(high)


def _has_order(kind: pa.DataType) -> bool:
    t = pa.types
    return bool(
        t.is_integer(kind) or t.is_floating(kind) or t.is_string(kind) or t.is_timestamp(kind) or t.is_date(kind)
    )
