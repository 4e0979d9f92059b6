"""A column of texts as exact counts of known levels and a mergeable sample of the unknown ones.

Of the unknown levels the 256 with the smallest hashes are kept with exact counts. Which levels those are depends on
the set of levels alone, so any order and tree of merges ends in equal bytes; "the most frequent ones" would not.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec
import numpy as np
from msgspec import Struct

from flyball.core.errors import BadInput, StoreCorrupt
from flyball.stats.arrays import IntArray
from flyball.stats.sketch.frame import CategoricalFrame, storable

KEPT_UNKNOWN = 256
_MAGIC = b"fbC1"


class UnknownLevel(Struct, frozen=True, array_like=True):
    """A level outside the frame, with its exact count."""

    mark: int
    level: str
    count: int


class CategoricalSketch(Struct, frozen=True, kw_only=True, eq=False):
    """Counts of the frame's levels (`known`, shape (levels,)), of nulls and of unknown levels.

    `unknown` is the number of rows with a level outside the frame; `sample` the kept ones, ascending by hash.
    """

    frame: CategoricalFrame
    known: IntArray
    nulls: int
    unknown: int
    sample: tuple[UnknownLevel, ...]

    @property
    def n(self) -> int:
        """Rows that are not null."""
        return int(self.known.sum()) + self.unknown

    @property
    def missing(self) -> int:
        return self.nulls

    @property
    def rows(self) -> int:
        """All rows that were seen."""
        return self.n + self.nulls

    @property
    def singletons(self) -> int:
        """Known levels and unknown ones of the sample that were seen once; the Good-Turing bound is made of it."""
        return int((self.known == 1).sum()) + sum(item.count == 1 for item in self.sample)

    @property
    def distinct_unknown(self) -> float:
        """How many different unknown levels there were: exact below 256, else within about 6 %."""
        if len(self.sample) < KEPT_UNKNOWN:
            return float(len(self.sample))
        return float((KEPT_UNKNOWN - 1) * 2**64 / (self.sample[-1].mark + 1))

    def merge(self, other: CategoricalSketch) -> CategoricalSketch:
        """The sketch of both parts' rows. `BadInput` when the frames differ."""
        if self.frame != other.frame:
            raise BadInput("these sketches cannot be merged", why="they were made in different frames")
        counts: Counter[tuple[int, str]] = Counter()
        for item in (*self.sample, *other.sample):
            counts[item.mark, item.level] += item.count
        return CategoricalSketch(
            frame=self.frame,
            known=self.known + other.known,
            nulls=self.nulls + other.nulls,
            unknown=self.unknown + other.unknown,
            sample=_smallest(counts),
        )

    def to_bytes(self) -> bytes:
        """One spelling per content. Levels are in it: treat it like the column itself where that is personal."""
        held = np.flatnonzero(self.known)
        fields = (self.nulls, self.unknown, held.tolist(), self.known[held].tolist(), self.sample)
        return _MAGIC + _frame_mark(self.frame) + msgspec.msgpack.encode(fields)

    @classmethod
    def from_bytes(cls, data: bytes, *, frame: CategoricalFrame) -> CategoricalSketch:
        """Read it back; `BadInput` for another frame than it was made in, `StoreCorrupt` for damaged bytes."""
        if data[:4] != _MAGIC:
            raise StoreCorrupt("these bytes are no categorical sketch", why=f"they start with {data[:4]!r}")
        if data[4:12] != _frame_mark(frame):
            raise BadInput("this sketch was made in another frame", why="its counts belong to other levels")
        try:
            nulls, unknown, held, counts, sample = msgspec.msgpack.decode(
                data[12:], type=tuple[int, int, list[int], list[int], tuple[UnknownLevel, ...]]
            )
            known = np.zeros(len(frame.levels), dtype=np.int64)
            known[held] = counts
        except (msgspec.DecodeError, IndexError, ValueError) as broken:
            raise StoreCorrupt("a categorical sketch is damaged", why=str(broken)) from broken
        return cls(frame=frame, known=known, nulls=nulls, unknown=unknown, sample=sample)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CategoricalSketch) and self.to_bytes() == other.to_bytes()

    def __hash__(self) -> int:
        return hash(self.to_bytes())


def categorical_sketch(
    values: Iterable[str | None] | Mapping[str, int], *, frame: CategoricalFrame | None = None, nulls: int = 0
) -> CategoricalSketch:
    """Count texts (None is null), or take counts that were made elsewhere; `nulls` are added. O(n).

    >>> sketch = categorical_sketch(["AA", "AA", None, "ZZ"], frame=CategoricalFrame(("AA", "UA")))
    >>> sketch.known.tolist(), sketch.unknown, sketch.nulls
    ([2, 0], 1, 1)
    """
    frame = frame or CategoricalFrame()
    counts: Counter[str | None] = Counter(dict(values)) if isinstance(values, Mapping) else Counter(values)
    nulls += counts.pop(None, 0)
    place = {level: k for k, level in enumerate(frame.levels)}
    known = np.zeros(len(place), dtype=np.int64)
    unknown: Counter[tuple[int, str]] = Counter()
    for raw, count in counts.items():
        level = storable(str(raw))
        if level in place:
            known[place[level]] += count
        elif count > 0:
            unknown[_mark(level), level] += count
    return CategoricalSketch(
        frame=frame, known=known, nulls=nulls, unknown=sum(unknown.values()), sample=_smallest(unknown)
    )


def _smallest(counts: Counter[tuple[int, str]]) -> tuple[UnknownLevel, ...]:
    return tuple(UnknownLevel(*key, counts[key]) for key in sorted(counts)[:KEPT_UNKNOWN])


def _mark(level: str) -> int:
    return int.from_bytes(hashlib.blake2b(level.encode(), digest_size=8).digest(), "big")


def _frame_mark(frame: CategoricalFrame) -> bytes:
    parts = hashlib.blake2b(digest_size=8)
    for level in frame.levels:
        text = level.encode()
        parts.update(len(text).to_bytes(4, "big") + text)
    return parts.digest()
