"""Answers that travel compressed where the caller takes that, and where it cannot give anything away."""

from __future__ import annotations

import gzip

SMALLEST = 1400
"""Bytes that fit one packet anyway."""
_LEVEL = 4  # on our JSON a fifth larger than the densest, at a third of its time


def takes(coding: str, accepted: str) -> bool:
    """Whether the header offers a coding.

    >>> takes("gzip", "gzip, deflate, br"), takes("br", "identity"), takes("gzip", "gzip;q=0, br")
    (True, False, False)
    """
    for part in accepted.split(","):
        name, _, weight = part.strip().partition(";")
        if name.strip().lower() in {coding, "*"}:
            return weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False


def packed(content: bytes, accepted: str) -> tuple[bytes, dict[str, str]]:
    """The content as it travels, and the headers that say so.

    Only for reading: an answer with a fresh secret in it must not be compressed beside text that others chose.
    """
    headers = {"vary": "accept-encoding"}
    if len(content) < SMALLEST or not takes("gzip", accepted):
        return content, headers
    return gzip.compress(content, _LEVEL, mtime=0), headers | {"content-encoding": "gzip"}
