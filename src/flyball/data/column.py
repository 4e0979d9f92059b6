"""One column of a version as a picture, beside another version on the same bins or levels if asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from flyball.data.cells import scalar, values_of
from flyball.data.compare import table_manifest
from flyball.data.manifest import Blobs
from flyball.data.model import ColumnDetail, ColumnSide, DatasetVersion, Scalar
from flyball.data.read import find_column, read_table
from flyball.data.summary import finite_numbers

LEVELS = 20
_FEW = 12
"""Numbers with no more different values than this are shown by value: a histogram of 0 and 1 says less."""


def column_detail(
    objects: Blobs, version: DatasetVersion, column: str, *, against: DatasetVersion | None, bins: int
) -> ColumnDetail:
    """Exact counts, from the rows; of the other version on the same bins or levels, if it has the column."""
    versions = [version]
    if against is not None and any(each.name == column for each in table_manifest(objects, against).columns):
        versions.append(against)
    values = [_read(objects, each, column) for each in versions]
    kind = find_column(table_manifest(objects, version), column).type
    numbers = [finite_numbers(each) for each in values]
    finite = [each for each in numbers if each is not None]
    if len(finite) == len(values) and not _is_few(values[0]):
        edges = _edges([each for each in finite if each.size], bins)
        sides = [
            _side(each.ref, of, np.histogram(found, edges)[0].tolist() if len(edges) else [])
            for each, of, found in zip(versions, values, finite, strict=True)
        ]
        return _detail(column, kind, sides, edges=tuple(edges.tolist()), levels=())
    counted = [_counts(each) for each in values]
    levels = _most_frequent(counted)
    sides = [
        _side(each.ref, of, [*(count.get(level, 0) for level in levels), _rest(count, levels)])
        for each, of, count in zip(versions, values, counted, strict=True)
    ]
    return _detail(column, kind, sides, edges=(), levels=levels)


def _detail(
    column: str, kind: str, sides: Sequence[ColumnSide], *, edges: tuple[float, ...], levels: tuple[Scalar, ...]
) -> ColumnDetail:
    other = sides[1] if len(sides) > 1 else None
    return ColumnDetail(column=column, type=kind, edges=edges, levels=levels, version=sides[0], against=other)


def _side(ref: str, values: pa.ChunkedArray, counts: Sequence[int]) -> ColumnSide:
    return ColumnSide(ref=ref, rows=len(values), nulls=values.null_count, counts=tuple(counts))


def _read(objects: Blobs, version: DatasetVersion, column: str) -> pa.ChunkedArray:
    manifest = table_manifest(objects, version)
    return read_table(objects, manifest, columns=[find_column(manifest, column).name])[column]


def _is_few(values: pa.ChunkedArray) -> bool:
    return int(pc.count_distinct(values).as_py()) <= _FEW


def _edges(numbers: Sequence[np.ndarray[Any, Any]], bins: int) -> np.ndarray[Any, Any]:
    """Equal bins from the smallest to the largest value of all; nothing lies outside."""
    if not numbers:
        return np.array([])
    low, high = float(min(each.min() for each in numbers)), float(max(each.max() for each in numbers))
    return np.linspace(low, high, bins + 1) if low < high else np.array([low - 0.5, low + 0.5])


def _counts(values: pa.ChunkedArray) -> dict[Scalar, int]:
    present = values.drop_null()
    if pa.types.is_nested(present.type):  # no hash table over lists
        present = pa.chunked_array([pa.array([str(value) for value in present.to_pylist()], pa.string())])
    counted = pc.value_counts(present.combine_chunks())
    levels = values_of(pa.chunked_array([counted.field("values")]))
    found: dict[Scalar, int] = {}
    for level, n in zip(levels, counted.field("counts").to_pylist(), strict=True):
        shown = scalar(level)  # long texts are cut, and two may look alike then
        found[shown] = found.get(shown, 0) + n
    return found


def _most_frequent(counted: Sequence[dict[Scalar, int]]) -> tuple[Scalar, ...]:
    both: dict[Scalar, int] = {}
    for of in counted:
        for level, n in of.items():
            both[level] = both.get(level, 0) + n
    return tuple(sorted(both, key=lambda level: (-both[level], str(level)))[:LEVELS])


def _rest(counts: dict[Scalar, int], levels: Sequence[Scalar]) -> int:
    return sum(counts.values()) - sum(counts.get(level, 0) for level in levels)
