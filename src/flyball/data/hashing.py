"""Hashes of cells and rows, summed so that a table's digest does not depend on chunking or on the order of its rows.

They find accidents and tell equality; against an adversary only the BLAKE3 names of objects prove anything.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from blake3 import blake3

from flyball.data.types import family

UInt64Array: TypeAlias = npt.NDArray[np.uint64]
Int64Array: TypeAlias = npt.NDArray[np.int64]
_NAN = np.uint64(0x7FF8000000000000)
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_SECOND = np.uint64(0xD6E8FEB86659FD93)
_MASK = 2**64 - 1
ZERO = "0" * 32


class Sums(NamedTuple):
    """What the digest is made of: one sum over keys (or whole rows), one per column; 32 hexadecimal digits each."""

    row_sum: str
    col_sums: dict[str, str]


def table_sums(table: pa.Table, *, key: tuple[str, ...]) -> Sums:
    """Sums over all rows, by column name. Without a key the row sum is over whole rows and columns have none.

    >>> a = table_sums(pa.table({"k": [1, 2], "x": ["a", None]}), key=("k",))
    >>> a == table_sums(pa.table({"k": [2, 1], "x": [None, "a"]}), key=("k",))
    True
    """
    if not key:
        return Sums(_sum(row_hashes(table)), {})
    keys = row_hashes(table.select(list(key)))
    others = [name for name in table.column_names if name not in key]
    return Sums(_sum(keys), {name: _column_sum(keys, table[name]) for name in others})


def row_hashes(table: pa.Table) -> UInt64Array:
    """One hash per row over column names and values; a null adds nothing."""
    total = np.zeros(table.num_rows, dtype=np.uint64)
    for name in table.column_names:
        salt = _salt(f"column {name}")
        cells, valid = cell_hashes(table[name])
        mixed = _mix(cells ^ salt)
        total += mixed if valid is None else np.where(valid, mixed, np.uint64(0))
    return _mix(total)


def add_sums(parts: list[str]) -> str:
    """The sum of sums: each 64-bit half on its own, modulo 2^64.

    >>> add_sums(["f" * 32, "0" * 15 + "1" + "0" * 15 + "1"])
    '00000000000000000000000000000000'
    """
    numbers = [int(part, 16) for part in parts]
    high, low = sum(n >> 64 for n in numbers) & _MASK, sum(n & _MASK for n in numbers) & _MASK
    return f"{high:016x}{low:016x}"


def cell_hashes(column: pa.ChunkedArray) -> tuple[UInt64Array, npt.NDArray[np.bool_] | None]:
    """A hash of each cell and which cells hold a value (None: all do); the hash of a null has no meaning."""
    array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if isinstance(array, pa.ChunkedArray):  # combine_chunks keeps chunks that would overflow 32-bit offsets
        array = pa.concat_arrays(array.chunks) if array.num_chunks else pa.array([], array.type)
    valid = array.is_valid().to_numpy(zero_copy_only=False) if array.null_count else None
    return _mix(_bits(array) ^ _salt(family(array.type))), valid


def _column_sum(keys: UInt64Array, column: pa.ChunkedArray) -> str:
    cells, valid = cell_hashes(column)
    hashes = _mix(cells + keys * _GOLDEN)
    return _sum(hashes if valid is None else hashes[valid])


def _sum(hashes: UInt64Array) -> str:
    second = _mix(hashes ^ _SECOND)
    return f"{int(hashes.sum(dtype=np.uint64)):016x}{int(second.sum(dtype=np.uint64)):016x}"


def _bits(array: pa.Array) -> UInt64Array:
    arrow = array.type
    if pa.types.is_null(arrow):
        return np.zeros(len(array), dtype=np.uint64)
    if pa.types.is_string(arrow) or pa.types.is_binary(arrow):
        return _text_bits(array)
    if pa.types.is_decimal(arrow):
        return _text_bits(array.cast(pa.string()))
    if pa.types.is_list(arrow):
        return _text_bits(pa.array([repr(value) for value in array.to_pylist()], pa.string()))
    if pa.types.is_floating(arrow):
        return _float_bits(array)
    if pa.types.is_boolean(arrow) or pa.types.is_uint64(arrow):
        return _numbers(array, pa.uint8() if pa.types.is_boolean(arrow) else pa.uint64(), 0).astype(np.uint64)
    whole = pa.int32() if arrow.bit_width == 32 and not pa.types.is_integer(arrow) else pa.int64()
    return _numbers(array, whole, 0).astype(np.int64).view(np.uint64)


def _float_bits(array: pa.Array) -> UInt64Array:
    values = _numbers(array, pa.float64(), 0.0)
    return np.where(np.isnan(values), _NAN, np.ascontiguousarray(values).view(np.uint64))


def _numbers(array: pa.Array, arrow: pa.DataType, fill: float) -> npt.NDArray[np.generic]:
    cast = array.cast(arrow)
    filled = pc.fill_null(cast, fill) if cast.null_count else cast
    values: npt.NDArray[np.generic] = filled.to_numpy(zero_copy_only=False)
    return values


def _text_bits(array: pa.Array) -> UInt64Array:
    encoded = array.dictionary_encode()
    if not len(encoded.dictionary):
        return np.zeros(len(array), dtype=np.uint64)
    distinct = _bytes_bits(encoded.dictionary)
    index: npt.NDArray[np.int32] = _numbers(encoded.indices, pa.int32(), 0).astype(np.int32)
    return distinct[index]


def _bytes_bits(array: pa.Array) -> UInt64Array:
    """Each value as little-endian words, every word mixed with its place, the words summed, the length mixed in."""
    _, offsets_buffer, data_buffer = array.buffers()
    offsets = np.frombuffer(offsets_buffer, dtype=np.int32)[array.offset : array.offset + len(array) + 1].astype(
        np.int64
    )
    data = np.frombuffer(data_buffer or b"", dtype=np.uint8)[offsets[0] : offsets[-1]]
    lengths = np.diff(offsets)
    words = (lengths + 7) // 8
    starts = np.concatenate([[0], np.cumsum(words)])
    padded = _padded(data, lengths, starts)
    place = (np.arange(int(starts[-1])) - np.repeat(starts[:-1], words)).astype(np.uint64)
    mixed = _mix(padded.view("<u8").astype(np.uint64) ^ ((place + np.uint64(1)) * _GOLDEN))
    running = np.concatenate([np.zeros(1, dtype=np.uint64), np.cumsum(mixed, dtype=np.uint64)])
    return _mix(running[starts[1:]] - running[starts[:-1]] + lengths.astype(np.uint64) * _SECOND)


def _padded(data: npt.NDArray[np.uint8], lengths: Int64Array, starts: Int64Array) -> npt.NDArray[np.uint8]:
    """The values one after the other, each filled with zeros to whole words."""
    if lengths.min() == lengths.max():  # identifiers mostly are of one length: then it is a rectangle
        rectangle = np.zeros((lengths.size, int(starts[1]) * 8), dtype=np.uint8)
        rectangle[:, : lengths[0]] = data.reshape(lengths.size, lengths[0])
        return rectangle.ravel()
    padded = np.zeros(int(starts[-1]) * 8, dtype=np.uint8)
    begins = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    padded[np.repeat(starts[:-1] * 8 - begins, lengths) + np.arange(data.size)] = data
    return padded


def _salt(text: str) -> np.uint64:
    return np.uint64(int.from_bytes(blake3(text.encode()).digest(8), "little"))


def _mix(bits: UInt64Array) -> UInt64Array:
    """The finalizer of SplitMix64 (Steele, Lea and Flood 2014): every input bit moves every output bit."""
    bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return bits ^ (bits >> np.uint64(31))
