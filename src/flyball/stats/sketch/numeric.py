"""A numeric column as counts of float-bit cells: exact to merge in any order, and fine wherever the values are.

A cell is the top 17 bits of float32(x - origin): sign, exponent and 8 bits of mantissa, a relative width of 2^-8. No
edges are chosen in advance, so a change of unit still lands in cells. Heavy values of the reference have counts of
their own. Only integers are added, so any split of the rows, in any order and any tree of merges, gives equal bytes.
"""

from __future__ import annotations

import struct
from functools import cached_property
from typing import Any

import numpy as np
from msgspec import Struct

from flyball.core.canonical import digest
from flyball.core.errors import BadInput, StoreCorrupt
from flyball.stats.arrays import BoolArray, FloatArray, IntArray
from flyball.stats.sketch.exact_sum import ExactSum
from flyball.stats.sketch.frame import NumericFrame
from flyball.stats.sketch.varint import decode_varints, encode_varints

_MAGIC = b"fbN1"
_SHIFT = 15  # 32 bits of a float less the 17 that make a cell
_HALF = 1 << 16  # half of the cells are below the origin
_DENSE_FROM = 20_000  # below it sorting is cheaper than a pass over all 2^17 cells
_LARGEST = float(np.finfo(np.float32).max)
_HUGE = float(np.finfo(np.float64).max)


class NumericSketch(Struct, frozen=True, kw_only=True, eq=False, dict=True):
    """What is kept of a numeric column. `n` counts finite values; the other counts stand beside it.

    `codes` (ascending) and `counts` are the occupied cells, both of shape (k,); `atoms` counts the frame's atoms. `low`
    and `high` are the extremes of the finite values (+inf and -inf when there are none). `squares` is taken around the
    frame's origin, so that columns far from zero keep their variance. Two sketches are equal when their bytes are.
    """

    frame: NumericFrame
    n: int
    nulls: int
    nans: int
    plus_infinities: int
    minus_infinities: int
    low: float
    high: float
    total: ExactSum
    squares: ExactSum
    codes: IntArray
    counts: IntArray
    atoms: IntArray

    @property
    def rows(self) -> int:
        """All rows that were seen."""
        return self.n + self.missing

    @property
    def missing(self) -> int:
        """Rows without a finite value: null, NaN or infinite."""
        return self.nulls + self.nans + self.plus_infinities + self.minus_infinities

    @property
    def mean(self) -> float:
        """The mean of the finite values, rounded once; NaN when there are none."""
        return self.total.value() / self.n if self.n else float("nan")

    @property
    def sd(self) -> float:
        """The standard deviation of the finite values with n - 1; NaN below two of them."""
        if self.n < 2:
            return float("nan")
        around = self.squares.value() - self.n * (self.mean - self.frame.origin) ** 2
        return float(np.sqrt(max(around, 0.0) / (self.n - 1)))

    @cached_property
    def points(self) -> tuple[FloatArray, IntArray]:
        """Values (ascending: middles of cells, and atoms) with their counts, both of shape (k,)."""
        values = np.concatenate([self.frame.origin + cell_middles(self.codes), np.array(self.frame.atoms)])
        counts = np.concatenate([self.counts, self.atoms])
        held = counts > 0
        order = np.argsort(values[held], kind="stable")
        inside = np.clip(values[held][order], self.low, self.high) if self.n else values[:0]
        return inside, counts[held][order]

    def quantile(self, shares: FloatArray) -> FloatArray:
        """Values below which the given shares (0 to 1) of the finite values lie; NaN when there are none.

        The error is at most 2^-9 of the distance from the origin; the ends 0 and 1 are the exact extremes.
        """
        if self.n == 0:
            return np.full(np.shape(shares), np.nan)
        values, counts = self.points
        below = np.cumsum(counts)
        place = np.searchsorted(below, np.asarray(shares) * self.n, side="left")
        found = values[np.minimum(place, values.size - 1)]
        return np.where(np.asarray(shares) <= 0, self.low, np.where(np.asarray(shares) >= 1, self.high, found))

    def merge(self, other: NumericSketch) -> NumericSketch:
        """The sketch of both parts' rows. `BadInput` when the frames differ: their cells mean different values."""
        if self.frame != other.frame:
            raise BadInput("these sketches cannot be merged", why="they were made in different frames")
        codes, place = np.unique(np.concatenate([self.codes, other.codes]), return_inverse=True)
        counts = np.zeros(codes.size, dtype=np.int64)
        np.add.at(counts, place, np.concatenate([self.counts, other.counts]))
        return NumericSketch(
            frame=self.frame,
            n=self.n + other.n,
            nulls=self.nulls + other.nulls,
            nans=self.nans + other.nans,
            plus_infinities=self.plus_infinities + other.plus_infinities,
            minus_infinities=self.minus_infinities + other.minus_infinities,
            low=min(self.low, other.low),
            high=max(self.high, other.high),
            total=self.total + other.total,
            squares=self.squares + other.squares,
            codes=codes,
            counts=counts,
            atoms=self.atoms + other.atoms,
        )

    def to_bytes(self) -> bytes:
        """One spelling per content: equal bytes mean equal counts, sums and extremes in the same frame."""
        sizes = [self.n, self.nulls, self.nans, self.plus_infinities, self.minus_infinities, self.codes.size]
        steps = np.diff(self.codes, prepend=np.int64(-(1 << 17)))
        body = encode_varints(np.concatenate([np.array(sizes, dtype=np.int64), self.atoms, steps, self.counts]))
        sums = b"".join(_sum_bytes(part) for part in (self.total, self.squares))
        return _MAGIC + _frame_mark(self.frame) + struct.pack("<dd", self.low, self.high) + sums + body

    @classmethod
    def from_bytes(cls, data: bytes, *, frame: NumericFrame) -> NumericSketch:
        """Read it back; `BadInput` for another frame than it was made in, `StoreCorrupt` for damaged bytes."""
        if data[:4] != _MAGIC or len(data) < 28:
            raise StoreCorrupt("these bytes are no numeric sketch", why=f"they start with {data[:4]!r}")
        if data[4:12] != _frame_mark(frame):
            raise BadInput("this sketch was made in another frame", why="its cells mean other values")
        low, high = struct.unpack_from("<dd", data, 12)
        total, offset = _read_sum(data, 28)
        squares, offset = _read_sum(data, offset)
        sizes, offset = decode_varints(data, count=6, offset=offset)
        n, nulls, nans, plus, minus, cells = sizes.tolist()
        atoms, offset = decode_varints(data, count=len(frame.atoms), offset=offset)
        steps, offset = decode_varints(data, count=cells, offset=offset)
        counts, offset = decode_varints(data, count=cells, offset=offset)
        if offset != len(data) or n != int(counts.sum()) + int(atoms.sum()):
            raise StoreCorrupt("a numeric sketch is damaged", why="its counts do not add up to its number of rows")
        return cls(
            frame=frame,
            n=n,
            nulls=nulls,
            nans=nans,
            plus_infinities=plus,
            minus_infinities=minus,
            low=low,
            high=high,
            total=total,
            squares=squares,
            codes=np.cumsum(steps) - (1 << 17),
            counts=counts,
            atoms=atoms,
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, NumericSketch) and self.to_bytes() == other.to_bytes()

    def __hash__(self) -> int:
        return hash(self.to_bytes())


def numeric_sketch(
    values: FloatArray, *, frame: NumericFrame | None = None, null: BoolArray | None = None
) -> NumericSketch:
    """Count a column of shape (n,); rows where `null` holds are null whatever their value. O(n + cells).

    >>> sketch = numeric_sketch(np.array([1.0, 2.0, np.nan, 4.0]))
    >>> sketch.n, sketch.nans, sketch.mean, sketch.high
    (3, 1, 2.3333333333333335, 4.0)
    """
    frame = frame or NumericFrame()
    given = values if null is None else values[~null]
    finite = given[np.isfinite(given)] + 0.0  # adding 0.0 makes -0.0 and 0.0 one value
    with np.errstate(over="ignore"):
        squares = np.minimum((finite - frame.origin) ** 2, _HUGE)
    heavy = np.array(frame.atoms, dtype=np.float64)
    place = np.searchsorted(heavy, finite)
    is_atom = heavy[np.minimum(place, heavy.size - 1)] == finite if heavy.size else np.zeros(finite.size, dtype=bool)
    codes, counts = _count_cells(cell_codes(finite[~is_atom], origin=frame.origin))
    return NumericSketch(
        frame=frame,
        n=finite.size,
        nulls=values.size - given.size,
        nans=int(np.isnan(given).sum()),
        plus_infinities=int(np.isposinf(given).sum()),
        minus_infinities=int(np.isneginf(given).sum()),
        low=float(finite.min(initial=np.inf)),
        high=float(finite.max(initial=-np.inf)),
        total=ExactSum.of(finite),
        squares=ExactSum.of(squares),
        codes=codes,
        counts=counts,
        atoms=np.bincount(place[is_atom], minlength=heavy.size).astype(np.int64),
    )


def cell_codes(values: FloatArray, *, origin: float) -> IntArray:
    """The cell of each finite value; codes ascend with the values. What overflows falls into the outermost cell."""
    with np.errstate(over="ignore"):
        shifted = np.clip(values - origin, -_LARGEST, _LARGEST).astype(np.float32)
    # Read as signed integers, negative floats descend with their size; turning over their low bits makes all ascend.
    bits = (shifted + np.float32(0.0)).view(np.int32)
    return ((bits ^ ((bits >> 31) & np.int32(0x7FFFFFFF))) >> _SHIFT).astype(np.int64)


def cell_middles(codes: IntArray) -> FloatArray:
    """The middle of each cell as a distance from the origin."""
    size = np.where(codes < 0, -1 - codes, codes).astype(np.uint32)
    middle = ((size << np.uint32(_SHIFT)) | np.uint32(1 << (_SHIFT - 1))).view(np.float32).astype(np.float64)
    return np.where(codes < 0, -middle, middle)


def _count_cells(codes: IntArray) -> tuple[IntArray, IntArray]:
    if codes.size < _DENSE_FROM:
        held, counts = np.unique(codes, return_counts=True)
        return held, counts.astype(np.int64)
    dense = np.bincount(codes + _HALF)
    held = np.flatnonzero(dense)
    return held - _HALF, dense[held].astype(np.int64)


def _frame_mark(frame: NumericFrame) -> bytes:
    return bytes.fromhex(digest(frame)[:16])


def _sum_bytes(part: ExactSum) -> bytes:
    size = (part.mantissa.bit_length() + 8) // 8
    return struct.pack("<Hh", size, part.exponent) + part.mantissa.to_bytes(size, "little", signed=True)


def _read_sum(data: bytes, offset: int) -> tuple[ExactSum, int]:
    if len(data) < offset + 4:
        raise StoreCorrupt("a numeric sketch ends too early")
    head: tuple[Any, ...] = struct.unpack_from("<Hh", data, offset)
    stop = offset + 4 + head[0]
    return ExactSum(int.from_bytes(data[offset + 4 : stop], "little", signed=True), head[1]), stop
