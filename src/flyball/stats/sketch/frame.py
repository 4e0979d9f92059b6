"""A frame says what makes two sketches comparable: origins, exact values, known levels. Made once from a reference."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import msgspec
import numpy as np
from msgspec import Struct

from flyball.core.canonical import canonical_json, digest
from flyball.core.errors import NotFound
from flyball.stats.arrays import FloatArray

MAX_LEVELS = 10_000
_MAX_ATOMS = 32
_HEAVY_SHARE = 0.01


class NumericFrame(Struct, frozen=True, tag="numeric", forbid_unknown_fields=True):
    """Cells are fine around `origin`; each value in `atoms` (ascending) has a count of its own."""

    origin: float = 0.0
    atoms: tuple[float, ...] = ()


class CategoricalFrame(Struct, frozen=True, tag="categorical", forbid_unknown_fields=True):
    """`levels` (sorted) are counted exactly; any other text counts as unknown."""

    levels: tuple[str, ...] = ()


ColumnFrame: TypeAlias = NumericFrame | CategoricalFrame


class Frame(Struct, frozen=True, forbid_unknown_fields=True):
    """The frames of a table's columns, by name; content-addressed, so it can travel inside a model package."""

    columns: tuple[tuple[str, ColumnFrame], ...]

    @classmethod
    def of(cls, columns: Mapping[str, ColumnFrame]) -> Frame:
        """The same columns in any order are the same frame."""
        return cls(tuple(sorted(columns.items())))

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.columns)

    @property
    def digest(self) -> str:
        return digest(self.to_bytes())

    def column(self, name: str) -> ColumnFrame:
        """The frame of one column; `NotFound` lists the names there are."""
        for known, frame in self.columns:
            if known == name:
                return frame
        raise NotFound(f"the frame has no column {name!r}", why=f"known: {', '.join(self.names)}")

    def to_bytes(self) -> bytes:
        return canonical_json(self)

    @classmethod
    def from_bytes(cls, data: bytes) -> Frame:
        return msgspec.json.decode(data, type=cls)


def numeric_frame(reference: FloatArray) -> NumericFrame:
    """Origin = median; atoms = up to 32 repeated values that hold at least 1 % of the finite reference each.

    NaN and infinities are ignored; without a finite value the frame is neutral. O(n log n).

    >>> numeric_frame(np.array([0.0] * 50 + [3.5, 4.5, 7.0, 8.0]))
    NumericFrame(origin=0.0, atoms=(0.0,))
    """
    finite = reference[np.isfinite(reference)] + 0.0
    if finite.size == 0:
        return NumericFrame()
    values, counts = np.unique(finite, return_counts=True)
    middle = values[np.searchsorted(np.cumsum(counts), (finite.size + 1) // 2)]
    heavy = np.flatnonzero(counts >= max(2.0, _HEAVY_SHARE * finite.size))
    if heavy.size > _MAX_ATOMS:
        heavy = np.sort(heavy[np.argsort(-counts[heavy], kind="stable")[:_MAX_ATOMS]])
    return NumericFrame(float(middle), tuple(values[heavy].tolist()))


def categorical_frame(counts: Mapping[str, int]) -> CategoricalFrame:
    """The 10,000 commonest levels of the reference; among equally common ones the first in code-point order.

    >>> categorical_frame({"b": 2, "a": 1, "never": 0}).levels
    ('a', 'b')
    """
    seen = sorted((-count, storable(level)) for level, count in counts.items() if count > 0)
    return CategoricalFrame(tuple(sorted(level for _, level in seen[:MAX_LEVELS])))


def storable(level: str) -> str:
    """The level itself, or, where it is no valid UTF-8 (a lone surrogate), an escaped form that can be stored."""
    return level if level.isascii() else level.encode("utf-8", "backslashreplace").decode()
