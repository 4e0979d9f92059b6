"""Names of streams, and the folders they get."""

from __future__ import annotations

import re

from flyball.core.errors import BadInput

_NAME = re.compile(r"[a-z0-9][a-z0-9/_.-]{0,199}")
_SLASH = "~"
"""Stands for `/` in folder names, so that no stream lies inside another; it is no character of a stream's name."""


def folder_of(stream: str) -> str:
    """The folder of a stream, or `BadInput`.

    >>> folder_of("predictions/late-flight")
    'predictions~late-flight'
    """
    if not _NAME.fullmatch(stream) or ".." in stream or "//" in stream or stream.endswith("/"):
        why = "a-z, 0-9, / _ . - up to 200 characters, without .. or //"
        raise BadInput(f"{stream!r} is no name of a stream", why=why)
    return stream.replace("/", _SLASH)


def stream_of(folder: str) -> str:
    """The inverse of `folder_of`."""
    return folder.replace(_SLASH, "/")
