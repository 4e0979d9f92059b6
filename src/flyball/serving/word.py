"""The generation in force: eight bytes of memory that every process of the machine shares.

Writing it *is* the swap: a worker looks at it for every request, which costs a tenth of a microsecond.
"""

from __future__ import annotations

import mmap
import os
from pathlib import Path

_SIZE = 8


class Word:
    """A number that one process writes and many read; aligned, so no reader sees half of it."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if os.fstat(descriptor).st_size < _SIZE:
                os.ftruncate(descriptor, _SIZE)
            self._memory = mmap.mmap(descriptor, _SIZE)
        finally:
            os.close(descriptor)

    def raw(self) -> bytes:
        """The bytes as they are: cheapest to compare."""
        return self._memory[:_SIZE]

    def read(self) -> int:
        """The number; 0 before the first write."""
        return int.from_bytes(self._memory[:_SIZE], "little")

    def write(self, generation: int) -> None:
        """Put a generation into force."""
        self._memory[:_SIZE] = generation.to_bytes(_SIZE, "little")

    def close(self) -> None:
        """Unmap; the file stays."""
        self._memory.close()
