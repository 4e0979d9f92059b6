"""Frames: how one append lies in a segment file.

```
magic 8 | checksum 8 | body length u32 | key length u16 | 0 u16 | schema length u32 | rows u32 | position i64 | time i64
| key | Arrow schema message | Arrow record batch messages
```
Little-endian. The checksum is the first 8 bytes of BLAKE3 over everything after it. Schema and batches together are an
Arrow IPC stream, so each frame can be read alone; frames with the same schema bytes are read in one go.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

from blake3 import blake3

from flyball.core.errors import BadInput, TooLarge

MAGIC = b"\xf1yball\x01\n"
_META = struct.Struct("<IHHIIqq")
_START = 16
_HEADER = _START + _META.size
_MAX_KEY_BYTES = 512
_MAX_BODY_BYTES = 1 << 30


class Frame(NamedTuple):
    """One append, as it was read; `start` and `end` are offsets in the file."""

    start: int
    end: int
    key: str | None
    rows: int
    position: int
    at_us: int
    schema: bytes
    batches: memoryview


class TornMiddle(Exception):
    """Intact frames follow damaged bytes: no crash does that."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


def encode(*, key: bytes, schema: bytes, batches: bytes, rows: int, position: int, at_us: int) -> bytes:
    """One frame, ready for one write."""
    body_bytes = len(key) + len(schema) + len(batches)
    if body_bytes > _MAX_BODY_BYTES:
        raise TooLarge("the rows of one append have more than 1 GiB", why=f"{body_bytes} bytes", hint="append in parts")
    meta = _META.pack(body_bytes, len(key), 0, len(schema), rows, position, at_us)
    rest = b"".join((meta, key, schema, batches))
    return b"".join((MAGIC, blake3(rest).digest(8), rest))


def encode_key(key: str | None) -> bytes:
    """The bytes of an idempotency key; none is empty."""
    if key is None:
        return b""
    data = key.encode()
    if not 0 < len(data) <= _MAX_KEY_BYTES:
        raise BadInput(f"an idempotency key has 1 to {_MAX_KEY_BYTES} bytes", why=f"this one has {len(data)}")
    return data


def decode_all(data: bytes, *, offset: int) -> tuple[list[Frame], int]:
    """The frames of `data`, which starts at `offset` of its file, and the offset after the last one.

    What follows the last whole frame was being written when its writer died, or still is: it is left out. When a whole
    frame comes after it the file is damaged, and `TornMiddle` says where.
    """
    view = memoryview(data)
    frames: list[Frame] = []
    at = 0
    while (frame := _frame_at(data, view, at, offset)) is not None:
        frames.append(frame)
        at = frame.end - offset
    candidate = data.find(MAGIC, at + 1)
    while candidate >= 0:
        if _frame_at(data, view, candidate, offset) is not None:
            raise TornMiddle(offset + at)
        candidate = data.find(MAGIC, candidate + 1)
    return frames, offset + at


def _frame_at(data: bytes, view: memoryview, at: int, offset: int) -> Frame | None:
    if len(data) - at < _HEADER or not data.startswith(MAGIC, at):
        return None
    body_bytes, key_bytes, _, schema_bytes, rows, position, at_us = _META.unpack_from(data, at + _START)
    body = at + _HEADER
    end = body + body_bytes
    if end > len(data) or data[at + 8 : at + _START] != blake3(view[at + _START : end]).digest(8):
        return None
    schema = body + key_bytes
    batches = schema + schema_bytes
    key = data[body:schema].decode() if key_bytes else None
    return Frame(at + offset, end + offset, key, rows, position, at_us, data[schema:batches], view[batches:end])
