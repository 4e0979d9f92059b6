"""Bytes as they are."""

from __future__ import annotations

from typing import Any


class BytesCodec:
    """`bytes` and `bytearray`."""

    def takes(self, value: Any) -> bool:
        return type(value) in (bytes, bytearray)

    def hint(self, value: Any) -> str:
        return type(value).__name__

    def encode(self, value: Any) -> bytes:
        return bytes(value)

    def decode(self, data: bytes, *, hint: str) -> Any:
        return bytearray(data) if hint == "bytearray" else data


BYTES = BytesCodec()
