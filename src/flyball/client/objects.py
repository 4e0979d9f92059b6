"""The object store of a server, as a project sees it: upload what is missing, read by digest, verify both ways."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from flyball.core import digest as blake3_of
from flyball.core.errors import StoreCorrupt

if TYPE_CHECKING:
    from flyball.store.blobs import Blobs


class RemoteObjects:
    """The part of the `Objects` port that handles need, over the `blobs` operations."""

    def __init__(self, blobs: Blobs) -> None:
        self._blobs = blobs

    def put(self, data: bytes | memoryview) -> str:
        """Upload unless the server has it; returns the digest."""
        content = bytes(data)
        found = blake3_of(content)
        if self._blobs.missing(digests=(found,)):
            self._blobs.put(digest=found, body=content)
        return found

    def put_file(self, path: Path) -> str:
        """Upload one file unless the server has it."""
        return self.put(path.read_bytes())

    def get(self, digest: str) -> bytes:
        """Download and verify."""
        content = self._blobs.get(digest=digest).content
        if blake3_of(content) != digest:
            raise StoreCorrupt(f"the server sent other bytes than {digest}", hint="flyball doctor on the server")
        return content

    def get_to(self, digest: str, path: Path) -> None:
        """Download, verify and write to a file."""
        path.write_bytes(self.get(digest))

    def open_local(self, digest: str) -> Path | None:
        """There are no local files behind a server."""
        return None

    def has(self, digest: str) -> bool:
        """Whether the project has the object."""
        return not self.missing([digest])

    def missing(self, digests: Iterable[str]) -> list[str]:
        """Which of these the project does not have."""
        return self._blobs.missing(digests=tuple(digests))

    def size(self, digest: str) -> int:
        """Length in bytes."""
        return len(self.get(digest))
