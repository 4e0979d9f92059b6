"""Refuse JSON that nests too deep before any parser sees it."""

from __future__ import annotations

import re

from flyball.core.errors import TooLarge

MAX_DEPTH = 64
_STRINGS = re.compile(rb'"(?:[^"\\]|\\.)*"')
_BRACKETS = re.compile(rb"[\[{\]}]")


def check_depth(content: bytes, *, limit: int = MAX_DEPTH) -> None:
    """Raise `TooLarge` if arrays and objects nest deeper than `limit`; brackets inside strings don't count.

    >>> check_depth(b'{"a": [1, 2]}')
    >>> check_depth(b"[" * 100)
    Traceback (most recent call last):
    flyball.core.errors.TooLarge: the JSON nests deeper than 64 levels
    """
    # Few brackets cannot nest deep; this skips the scan for nearly every request.
    if content.count(b"[") + content.count(b"{") <= limit:
        return
    depth = 0
    for bracket in _BRACKETS.finditer(_STRINGS.sub(b"", content)):
        depth += 1 if bracket.group() in b"[{" else -1
        if depth > limit:
            raise TooLarge(f"the JSON nests deeper than {limit} levels")
