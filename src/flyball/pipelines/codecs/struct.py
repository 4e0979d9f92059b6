"""msgspec Structs by type, as JSON."""

from __future__ import annotations

import sys
from typing import Any

import msgspec

from flyball.core.errors import BadInput


class StructCodec:
    """Structs of a class that its module has under its own name, whose JSON reads back as an equal value."""

    def takes(self, value: Any) -> bool:
        if not isinstance(value, msgspec.Struct) or _find(self.hint(value)) is not type(value):
            return False
        try:
            return bool(self.decode(self.encode(value), hint=self.hint(value)) == value)
        except (msgspec.MsgspecError, TypeError, ValueError, NotImplementedError):
            return False  # a field holds what JSON cannot carry

    def hint(self, value: Any) -> str:
        return f"{type(value).__module__}:{type(value).__qualname__}"

    def encode(self, value: Any) -> bytes:
        return msgspec.json.encode(value, order="deterministic")

    def decode(self, data: bytes, *, hint: str) -> Any:
        found = _find(hint)
        if found is None:
            raise BadInput(
                f"a stored value is a {hint}, which is not loaded",
                why="a class named in stored data is never imported for it",
                hint=f"import {hint.partition(':')[0]} first",
            )
        return msgspec.json.decode(data, type=found)


def _find(hint: str) -> type | None:
    # Only what the program has loaded itself: importing a module that data names would let data run code.
    module, _, name = hint.partition(":")
    found: Any = sys.modules.get(module)
    for part in name.split("."):
        found = getattr(found, part, None)
    return found if isinstance(found, type) and issubclass(found, msgspec.Struct) else None


STRUCT = StructCodec()
