"""Definitions from files: JSON, or TOML by its suffix, read as the Struct that an operation takes."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import msgspec

from flyball.core.errors import BadInput, NotFound

T = TypeVar("T")


def read_file(file: Path, kind: type[T]) -> T:
    """The file's content; `BadInput` names the field that is wrong."""
    if not file.is_file():
        raise NotFound(f"there is no file {file.name!r}")
    decode = msgspec.toml.decode if file.suffix == ".toml" else msgspec.json.decode
    try:
        return decode(file.read_bytes(), type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as wrong:
        raise BadInput(f"{file.name} cannot be read", why=str(wrong)) from wrong
