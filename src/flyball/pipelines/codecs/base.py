"""The port of a codec."""

from __future__ import annotations

from typing import Any, Protocol


class Codec(Protocol):
    """Turns values of some types into bytes and back.

    `decode(encode(value), hint=hint(value))` equals the value, type included, in any process; equal values give equal
    bytes, since those bytes' digest is what the steps behind are keyed by. A codec imports its library only when the
    value's own type shows that it is loaded, and it never runs code from the bytes.
    """

    def takes(self, value: Any) -> bool:
        """Whether it can store exactly this value."""
        ...

    def hint(self, value: Any) -> str:
        """What besides the bytes is needed to read it back, such as the name of its type."""
        ...

    def encode(self, value: Any) -> bytes:
        """The value's bytes."""
        ...

    def decode(self, data: bytes, *, hint: str) -> Any:
        """A new value that nobody else holds."""
        ...
