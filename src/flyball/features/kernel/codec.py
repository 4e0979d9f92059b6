"""Online rows as bytes: `[format u8][null bitmap][fixed-width little-endian values][variable part, msgpack]`.

Rows of numbers decode many at a time with one `numpy.frombuffer`. Keys are msgpack of the typed key tuple, so `1` and
`"1"` differ. Versions are 24 bytes whose byte order is the order of (event time, created, content hash).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias

import msgspec
import numpy as np

from flyball.core.errors import SchemaMismatch, StoreCorrupt
from flyball.features.kernel.columns import AnyArray, BoolArray, Column, Int64Array, UInt64Array

FieldType: TypeAlias = Literal["int64", "float64", "bool", "str", "bytes"]

_FORMAT = 1
_FIXED: dict[str, str] = {"int64": "<i8", "float64": "<f8", "bool": "|b1"}
_SIGN = np.uint64(1 << 63)


class RowCodec:
    """Packs and unpacks rows of one schema. Immutable, safe to share between threads.

    >>> codec = RowCodec({"n": "int64", "name": "str"})
    >>> rows = codec.encode({"n": Column.of([7, 8], [True, False]), "name": Column.of(["a", "b"])})
    >>> {name: column.to_list() for name, column in codec.decode([rows[0], None, rows[1]])[0].items()}
    {'n': [7, None, None], 'name': ['a', None, 'b']}
    """

    def __init__(self, fields: Mapping[str, FieldType]) -> None:
        self.fields = dict(fields)
        self._fixed = [name for name, kind in fields.items() if kind in _FIXED]
        self._variable = [name for name, kind in fields.items() if kind not in _FIXED]
        bitmap_bytes = (len(self.fields) + 7) // 8
        layout: list[tuple[str, str] | tuple[str, str, tuple[int]]] = [("format", "u1")]
        layout.append(("nulls", "u1", (bitmap_bytes,)))
        layout += [(f"_{name}", _FIXED[fields[name]]) for name in self._fixed]
        self._layout = np.dtype(layout)

    def encode(self, columns: Mapping[str, Column]) -> list[bytes]:
        """One packed row per position; every field must be given, extra columns are an error."""
        if set(columns) != set(self.fields):
            raise SchemaMismatch(
                "columns differ from the row's schema", why=f"{sorted(set(columns) ^ set(self.fields))}"
            )
        rows = next(iter(columns.values())).valid.size if columns else 0
        table = np.zeros(rows, dtype=self._layout)
        table["format"] = _FORMAT
        nulls = np.stack([~columns[name].valid for name in self.fields], axis=1)
        table["nulls"] = np.packbits(nulls, axis=1, bitorder="little")
        for name in self._fixed:
            table[f"_{name}"] = np.where(columns[name].valid, columns[name].values, 0)
        data, size = table.tobytes(), self._layout.itemsize
        packed = [data[start : start + size] for start in range(0, len(data), size)]
        if not self._variable:
            return packed
        tails = zip(*(columns[name].to_list() for name in self._variable), strict=True)
        return [row + msgspec.msgpack.encode(tail) for row, tail in zip(packed, tails, strict=True)]

    def decode(self, rows: Sequence[bytes | None]) -> tuple[dict[str, Column], BoolArray]:
        """Columns in schema order and which rows were there; an absent row is null in every column."""
        size = self._layout.itemsize
        absent = bytes(size)
        fixed = b"".join(absent if row is None else row[:size] for row in rows)
        if len(fixed) != size * len(rows):
            raise StoreCorrupt("an online row is shorter than its schema says")
        table = np.frombuffer(fixed, dtype=self._layout)
        present = np.fromiter((row is not None for row in rows), dtype=np.bool_, count=len(rows))
        if (table["format"][present] != _FORMAT).any():
            raise StoreCorrupt("an online row has an unknown format")
        nulls = np.unpackbits(table["nulls"], axis=1, bitorder="little").astype(np.bool_)
        variable = self._variable_values(rows, size)
        columns: dict[str, Column] = {}
        for position, name in enumerate(self.fields):
            values = variable[name] if name in variable else np.ascontiguousarray(table[f"_{name}"])
            columns[name] = Column(values, present & ~nulls[:, position])
        return columns, present

    def _variable_values(self, rows: Sequence[bytes | None], size: int) -> dict[str, AnyArray]:
        if not self._variable:
            return {}
        empty = [None] * len(self._variable)
        try:
            tails = [empty if row is None else msgspec.msgpack.decode(row[size:]) for row in rows]
            transposed = list(zip(*tails, strict=True)) or [()] * len(self._variable)
        except (msgspec.DecodeError, ValueError, TypeError) as error:
            raise StoreCorrupt("the variable part of an online row cannot be read", why=str(error)) from error
        return {
            name: np.array([*values, None], dtype=np.object_)[:-1]
            for name, values in zip(self._variable, transposed, strict=True)
        }


def pack_key(parts: Sequence[object]) -> bytes:
    """The key of one entity as bytes; parts are text, bytes, numbers or booleans.

    >>> pack_key([1]) == pack_key(["1"])
    False
    """
    return msgspec.msgpack.encode(tuple(parts))


def pack_versions(at: Int64Array, created: Column | None, tie: UInt64Array) -> list[bytes]:
    """24 bytes per row; `memcmp` on them is rule 5's order, null `created` lowest.

    >>> a, b = pack_versions(np.array([-5, 3]), None, np.array([9, 1], dtype=np.uint64))
    >>> a < b
    True
    """
    known = np.full(at.size, np.iinfo(np.int64).min) if created is None else _or_lowest(created)
    table = np.empty((at.size, 3), dtype=">u8")
    table[:, 0] = at.view(np.uint64) ^ _SIGN
    table[:, 1] = known.view(np.uint64) ^ _SIGN
    table[:, 2] = tie
    data = table.tobytes()
    return [data[start : start + 24] for start in range(0, len(data), 24)]


def _or_lowest(created: Column) -> Int64Array:
    return np.where(created.valid, created.values, np.iinfo(np.int64).min).astype(np.int64)
