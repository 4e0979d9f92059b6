"""One spelling for one value: canonical JSON, and the digest of it that identities are made from."""

from __future__ import annotations

import math
from typing import Any

import msgspec
from blake3 import blake3

from flyball.core.errors import BadInput

# Integers beyond 2^53 do not survive other JSON readers, so two could share a spelling there (RFC 8785 §3.2.2).
_LARGEST = 2**53


def canonical_json(value: Any) -> bytes:
    """Bytes that are equal exactly when the values are: sorted keys, no spaces, no NaN, whole floats as integers.

    Follows RFC 8785 for the values we store (strings, booleans, null, finite numbers, arrays, objects with ASCII keys);
    Structs, datetimes and tuples are first lowered to those. Raises `BadInput` for NaN, infinities and huge integers.

    >>> canonical_json({"b": 1.0, "a": (True, None)})
    b'{"a":[true,null],"b":1}'
    """
    return msgspec.json.encode(_plain(msgspec.to_builtins(value, str_keys=True)), order="deterministic")


def digest(value: bytes | Any) -> str:
    """BLAKE3-256 in 64 hexadecimal digits: of the bytes themselves, or of the canonical JSON of anything else.

    >>> digest({"a": 1}) == digest({"a": 1.0})
    True
    """
    return blake3(value if isinstance(value, bytes) else canonical_json(value)).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, float):
        return _plain_float(value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > _LARGEST:
        raise BadInput(
            f"{value} has no canonical spelling",
            why="integers beyond 2^53 are written as text",
        )
    return value


def _plain_float(value: float) -> float | int:
    if not math.isfinite(value):
        raise BadInput(f"{value} has no canonical spelling", why="JSON has no NaN and no infinity")
    return int(value) if value.is_integer() and abs(value) <= _LARGEST else value
