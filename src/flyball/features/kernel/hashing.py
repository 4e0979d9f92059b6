"""Content hash of rows: the last word in a tie, the same on every machine and in every arrival order."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from blake3 import blake3

from flyball.features.kernel.columns import Column, UInt64Array

_NULL = np.uint64(0x9E3779B97F4A7C15)


def row_hashes(columns: Mapping[str, Column], *, rows: int) -> UInt64Array:
    """One 64-bit hash per row over column names, nulls and values; independent of column order and row order.

    Not cryptographic: it settles ties between rows of one source, it does not prove content.

    >>> a = row_hashes({"x": Column.of([1, 2]), "y": Column.of([3, 3])}, rows=2)
    >>> b = row_hashes({"y": Column.of([3, 3]), "x": Column.of([2, 1])}, rows=2)
    >>> bool(a[0] == b[1]), bool(a[0] == a[1])
    (True, False)
    """
    total = np.zeros(rows, dtype=np.uint64)
    for name, column in columns.items():
        salt = _digest64(name.encode())
        bits = np.where(column.valid, _bits(column), _NULL)
        total += _mix(_mix(bits ^ np.uint64(salt)) + np.uint64(salt))
    return total


def _bits(column: Column) -> UInt64Array:
    values = column.values
    if values.dtype == np.object_:
        return _object_bits(column)
    if values.dtype == np.bool_:
        return values.astype(np.uint64)
    if values.dtype == np.float64:
        values = values.astype(np.float64) + 0.0  # -0.0 and 0.0 are one value
    return np.ascontiguousarray(values).view(np.uint64)


def _object_bits(column: Column) -> UInt64Array:
    seen: dict[object, int] = {}
    bits = np.zeros(column.values.size, dtype=np.uint64)
    for position in np.flatnonzero(column.valid).tolist():
        value: object = column.values[position]
        if value not in seen:
            seen[value] = _digest64(value if isinstance(value, bytes) else str(value).encode())
        bits[position] = seen[value]
    return bits


def _digest64(data: bytes) -> int:
    return int.from_bytes(blake3(data).digest(8), "little")


def _mix(bits: UInt64Array) -> UInt64Array:
    """The finalizer of SplitMix64 (Steele, Lea and Flood 2014): every input bit moves every output bit."""
    bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return bits ^ (bits >> np.uint64(31))
