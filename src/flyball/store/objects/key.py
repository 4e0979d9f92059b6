"""The only maker of storage keys: a digest, once validated, and nothing else."""

from __future__ import annotations

import re

from blake3 import blake3
from msgspec import Struct

from flyball.core.errors import BadInput

_DIGEST = re.compile(r"[0-9a-f]{64}")


class ObjectKey(Struct, frozen=True):
    """Where an object is stored. It refuses anything that is not a digest, so no text of a user becomes a path.

    >>> ObjectKey("ab" * 32).path[:7]
    'ab/abab'
    """

    digest: str

    def __post_init__(self) -> None:
        """Check the digest: 64 lower-case hexadecimal digits, or `BadInput`."""
        if not _DIGEST.fullmatch(self.digest):
            raise BadInput("that is not a digest", why="a digest is 64 lower-case hexadecimal digits (BLAKE3-256)")

    @classmethod
    def of_path(cls, path: str) -> ObjectKey | None:
        """The key that has this `path`, or None for a foreign file."""
        digest = path.rpartition("/")[2]
        return cls(digest) if _DIGEST.fullmatch(digest) and path == f"{digest[:2]}/{digest}" else None

    @property
    def path(self) -> str:
        """Relative to the store's root; 256 folders keep each one short."""
        return f"{self.digest[:2]}/{self.digest}"


def digest_of(data: bytes | memoryview) -> str:
    """BLAKE3-256 of bytes, in hexadecimal digits."""
    return blake3(data).hexdigest()
