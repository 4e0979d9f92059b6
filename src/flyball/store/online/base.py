"""The port of the online store."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Protocol

from flyball.core.errors import BadInput

VERSION_BYTES = 24
"""Length of a version; versions are compared byte by byte, unsigned, like memcmp."""

_SPACE = re.compile(r"[A-Za-z0-9][A-Za-z0-9/_.:@-]{0,254}")


class Online(Protocol):
    """Rows of bytes by space and key, each with a version; only a newer version replaces a row.

    **Newer wins, inside the store.** `put_newer` writes an item only if its key has no row or a row with a smaller
    version; the comparison and the write are one step. So any number of writers, in any order and with any repetition,
    end with the row of the greatest version; of two different values with equal versions the first stays. Items of
    one call act in the order given, each on its own: a crash in between may leave some of them written.

    **Durable.** What was written survives kill -9 of the writer. Power loss, or the loss of a Redis server, may take
    the newest rows: this store is a copy that can be rebuilt, and writing everything again heals it.

    **Reads.** `get_many` sees what was acknowledged before it started, from any process, and answers in the order of
    the keys with None for absent ones, in one round trip where the store is remote. `scan` yields every row that was
    there all the time exactly once, in no particular order, while rows come and go.

    **Values.** Keys and values are any bytes, empty and binary ones included; what is returned belongs to the caller. A
    version that is not 24 bytes long or a space that is no plain name is `BadInput`.

    **Errors.** A store that does not answer is `Unavailable` (`Busy` when it is only overloaded), one without room is
    `DiskFull` and goes on reading, a damaged one `StoreCorrupt`.

    **Concurrency.** One instance may be used by all threads of a process, and any number of processes may share a
    store. Spaces do not see each other.
    """

    def get_many(self, space: str, keys: Sequence[bytes]) -> list[bytes | None]:
        """The values of these keys."""
        ...

    def put_newer(self, space: str, items: Sequence[tuple[bytes, bytes, bytes]]) -> int:
        """Write (key, version, value) where the version is newer; returns how many won."""
        ...

    def delete(self, space: str, keys: Sequence[bytes]) -> None:
        """Remove rows; absent ones are fine. A later `put_newer` with any version writes the key again."""
        ...

    def scan(self, space: str, prefix: bytes = b"") -> Iterator[tuple[bytes, bytes, bytes]]:
        """All (key, version, value) whose key starts with `prefix`."""
        ...

    def drop(self, space: str) -> None:
        """Remove a whole space; an unknown one is fine."""
        ...

    def close(self) -> None:
        """Release connections; the rows stay."""
        ...


def check_space(space: str) -> str:
    """The space's name, or `BadInput`.

    >>> check_space("flights/carrier_delays@3")
    'flights/carrier_delays@3'
    """
    if not _SPACE.fullmatch(space):
        raise BadInput(f"{space!r} is no name of a space", why="letters, digits and / _ . : @ - up to 255 characters")
    return space


def check_items(items: Sequence[tuple[bytes, bytes, bytes]]) -> None:
    """Raise `BadInput` unless every version has its length."""
    for _, version, _ in items:
        if len(version) != VERSION_BYTES:
            raise BadInput(f"a version has {VERSION_BYTES} bytes", why=f"one has {len(version)}")
