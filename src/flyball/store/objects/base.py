"""The port of the object store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol


class Objects(Protocol):
    """Bytes under the BLAKE3-256 of themselves, written once and never changed.

    **Durable.** When `put` or `put_file` returns a digest, the bytes are safe from kill -9 and power loss (file and
    folder are synced, or the remote store has answered) and the digest was taken from the bytes that were written. A
    writer that dies half-way leaves nothing that a reader can see.

    **Idempotent.** Putting the same bytes again, from any number of threads and processes at once, is harmless and
    returns the same digest. An adapter with local files replaces a damaged copy when the right bytes come again.

    **Verified.** `get` and `get_to` compare what they read with the digest and raise `StoreCorrupt`, which names it,
    rather than return other bytes; `get_to` leaves no file then. `open_local` alone hands out a file unread, so its
    caller verifies what it needs.

    **Errors.** A digest that is not 64 lower-case hexadecimal digits is `BadInput`, an unknown one `NotFound` (only
    `delete` forgives it), a full disk `DiskFull` with nothing half-written and reads going on, a store that does not
    answer `Unavailable`.

    **Concurrency.** One instance may be used by all threads of a process, and any number of processes may share a
    store. `list` may run while objects come and go: it yields each object that was there all the time exactly once.
    Files from `open_local` belong to the store and must not be written to.
    """

    def put(self, data: bytes | memoryview) -> str:
        """Store bytes and return their digest."""
        ...

    def put_file(self, path: Path) -> str:
        """Store a file's bytes, read in pieces: memory does not grow with the file."""
        ...

    def get(self, digest: str) -> bytes:
        """The bytes, verified."""
        ...

    def get_to(self, digest: str, path: Path) -> None:
        """Write the bytes to `path`, in pieces; the file appears whole and verified, or not at all."""
        ...

    def open_local(self, digest: str) -> Path | None:
        """The store's own file with these bytes, or None when the store is not on this machine."""
        ...

    def has(self, digest: str) -> bool:
        """Whether the object is stored."""
        ...

    def missing(self, digests: Iterable[str]) -> list[str]:
        """Those that are not stored, in the order given."""
        ...

    def size(self, digest: str) -> int:
        """The number of bytes, without reading them."""
        ...

    def list(self) -> Iterator[str]:
        """All digests, in no particular order."""
        ...

    def delete(self, digest: str) -> None:
        """Remove an object nobody refers to; absent is fine. Only garbage collection calls it."""
        ...
