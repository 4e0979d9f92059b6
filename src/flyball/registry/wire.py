"""Read Protocol Buffers without a schema library: enough to tell what an ONNX file holds before anything loads it."""

from __future__ import annotations

from collections.abc import Iterator

_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5


class NotWire(ValueError):
    """The bytes are no Protocol Buffers message."""


def fields(message: memoryview) -> Iterator[tuple[int, int | memoryview]]:
    r"""Field numbers with their values, in order; varints as numbers, everything else as its bytes. Raises `NotWire`.

    >>> [
    ...     (number, bytes(value) if isinstance(value, memoryview) else value)
    ...     for number, value in fields(memoryview(b"\x08\x0a\x12\x02hi"))
    ... ]
    [(1, 10), (2, b'hi')]
    """
    position, end = 0, len(message)
    while position < end:
        key, position = _varint(message, position, end)
        number, wire_type = key >> 3, key & 7
        if number == 0:
            raise NotWire("field number 0")
        if wire_type == _VARINT:
            value, position = _varint(message, position, end)
            yield number, value
            continue
        if wire_type == _BYTES:
            size, position = _varint(message, position, end)
        elif wire_type in {_FIXED64, _FIXED32}:
            size = 8 if wire_type == _FIXED64 else 4
        else:
            raise NotWire(f"wire type {wire_type}")
        if size > end - position:
            raise NotWire("a field is longer than its message")
        yield number, message[position : position + size]
        position += size


def _varint(message: memoryview, position: int, end: int) -> tuple[int, int]:
    value = shift = 0
    while position < end and shift < 70:
        byte = message[position]
        position += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, position
        shift += 7
    raise NotWire("a number does not end")
