"""Small steps with local files that are easy to get wrong: whole writes, durable renames, a full disk."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from flyball.core.errors import DiskFull, FlyballError, Unavailable

PIECE_BYTES = 1 << 20
"""Read and written at once: large enough for the disk, small enough for memory."""

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


def read_pieces(source: BinaryIO, size_bytes: int = PIECE_BYTES) -> Iterator[bytes]:
    """The rest of a file, piece by piece."""
    while piece := source.read(size_bytes):
        yield piece


def write_all(descriptor: int, data: bytes | memoryview) -> None:
    """Write every byte; a short write is continued, so that a full disk shows as an error."""
    view = memoryview(data).cast("B")
    while view:
        view = view[os.write(descriptor, view) :]


def sync_folder(folder: Path) -> None:
    """Make creations, renames and deletions in a folder survive power loss."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def failure(error: OSError, doing: str) -> FlyballError:
    """Our error for the operating system's."""
    if error.errno in _FULL:
        return DiskFull(f"no space left to {doing}", why=str(error), hint="free some space; nothing was half-written")
    return Unavailable(f"cannot {doing}", why=str(error))


def replace_file(path: Path, data: bytes, *, temporary: Path) -> None:
    """Put `data` in the place of a file: readers see the old or the new bytes, and power loss keeps one of them."""
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        try:
            write_all(descriptor, data)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        temporary.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise failure(error, f"write {path}") from error


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock of a file, created when missing: against other processes and other threads; a kill releases it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
