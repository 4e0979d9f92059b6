"""The position of a stream, shared by all processes that append to it, and the lock they take for each append."""

from __future__ import annotations

import fcntl
import mmap
import os
import struct
from pathlib import Path
from types import TracebackType

from flyball.store.files import write_all

_FIELDS = struct.Struct("<qq")


class Counter:
    """16 shared bytes: the last position given out, and the number of frames; use it inside `with counter:`.

    The position is raised before its frame is written, so a writer that dies in between leaves a gap, never two rows at
    one position; the number of frames tells a process whether others wrote since it last looked.
    """

    def __init__(self, folder: Path) -> None:
        self._descriptor = os.open(folder / "state", os.O_RDWR | os.O_CREAT, 0o644)
        with self:
            if os.fstat(self._descriptor).st_size < _FIELDS.size:
                os.ftruncate(self._descriptor, 0)
                write_all(self._descriptor, bytes(_FIELDS.size))  # written, so that a full disk shows now
            self._memory = mmap.mmap(self._descriptor, _FIELDS.size)

    def __enter__(self) -> None:
        fcntl.flock(self._descriptor, fcntl.LOCK_EX)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        fcntl.flock(self._descriptor, fcntl.LOCK_UN)

    def read(self) -> tuple[int, int]:
        """Position and number of frames."""
        position, frames = _FIELDS.unpack_from(self._memory)
        return position, frames

    def write(self, position: int, frames: int) -> None:
        """Set both."""
        _FIELDS.pack_into(self._memory, 0, position, frames)

    def close(self) -> None:
        """Release file and memory."""
        self._memory.close()
        os.close(self._descriptor)
