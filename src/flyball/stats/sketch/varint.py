"""Unsigned integers in as few bytes as they need: seven bits a byte, low bits first (LEB128)."""

from __future__ import annotations

import numpy as np

from flyball.core.errors import StoreCorrupt
from flyball.stats.arrays import IntArray


def encode_varints(values: IntArray) -> bytes:
    """Non-negative integers of shape (n,); one spelling for each, so equal arrays are equal bytes.

    >>> encode_varints(np.array([1, 300])).hex()
    '01ac02'
    """
    rest = values.astype(np.uint64)
    length = np.ones(rest.size, dtype=np.int64)
    for k in range(1, 10):
        length += rest >= np.uint64(1 << (7 * k))
    start = np.cumsum(length) - length
    out = np.zeros(int(length.sum()), dtype=np.uint8)
    for k in range(int(length.max(initial=0))):
        longer = length > k
        part = (rest[longer] >> np.uint64(7 * k)).astype(np.uint8) & np.uint8(0x7F)
        out[start[longer] + k] = part | ((length[longer] > k + 1).astype(np.uint8) << np.uint8(7))
    return out.tobytes()


def decode_varints(data: bytes, *, count: int, offset: int = 0) -> tuple[IntArray, int]:
    """`count` integers from `offset` on, and the offset behind them; `StoreCorrupt` if the bytes end before."""
    raw = np.frombuffer(data, dtype=np.uint8, offset=offset, count=min(10 * count, len(data) - offset))
    ends = np.flatnonzero(raw < 0x80)[:count]
    if ends.size < count:
        raise StoreCorrupt("a sketch ends too early", why=f"{count} numbers were announced, {ends.size} are there")
    if count == 0:
        return np.zeros(0, dtype=np.int64), offset
    used = int(ends[-1]) + 1
    starts = np.concatenate([[0], ends[:-1] + 1])
    place = np.arange(used) - np.repeat(starts, ends - starts + 1)
    if int(place.max()) > 9:
        raise StoreCorrupt("a sketch holds a number that is too long", why="ten bytes are the most a number needs")
    pieces = (raw[:used] & np.uint8(0x7F)).astype(np.uint64) << (np.uint64(7) * place.astype(np.uint64))
    return np.add.reduceat(pieces, starts).astype(np.int64), offset + used
