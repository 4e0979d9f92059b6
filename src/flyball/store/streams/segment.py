"""The segment file that one process appends to."""

from __future__ import annotations

import fcntl
import os
import uuid
from pathlib import Path

from flyball.store.files import failure, sync_folder, write_all
from flyball.store.streams.frame import TornMiddle, decode_all
from flyball.store.streams.snapshot import SEGMENT_SUFFIX


class Segment:
    """A file of frames with one writer, which holds its lock: who gets the lock knows that the writer is gone.

    Not safe for several threads; the stream's writer holds a lock around it.
    """

    def __init__(self, folder: Path) -> None:
        self.name = f"{uuid.uuid4().hex}{SEGMENT_SUFFIX}"
        self.size_bytes = 0
        self.is_dirty = False
        self.is_broken = False
        path, hidden = folder / self.name, folder / f".{self.name}"
        try:
            # Locked under a hidden name first, so that nobody finds it without its lock.
            self._descriptor = os.open(hidden, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o644)
            fcntl.flock(self._descriptor, fcntl.LOCK_EX)
            hidden.rename(path)
            sync_folder(folder)
        except OSError as error:
            raise failure(error, f"create a stream segment in {folder}") from error

    def append(self, frame: bytes) -> None:
        """One write. When the disk refuses it, the file is cut back to its last whole frame.

        After `is_broken` nothing may be appended: it is unknown where the last whole frame ends.
        """
        try:
            write_all(self._descriptor, frame)
            self.size_bytes += len(frame)
        except OSError as error:
            self._cut_back()
            raise failure(error, "append to a stream") from error
        except BaseException:  # an interrupt, perhaps after the write
            self.is_broken = True
            raise
        self.is_dirty = True

    def duplicate(self) -> int:
        """Another descriptor of the file, to sync it while it is written to or closed; the caller closes it."""
        self.is_dirty = False
        return os.dup(self._descriptor)

    def sync(self) -> None:
        """Bring what was written to the disk."""
        self.is_dirty = False
        os.fsync(self._descriptor)

    def take_back(self, frame_bytes: int) -> None:
        """Remove the last frame, which was never acknowledged; nothing may be appended afterwards."""
        self.is_broken = True
        self.size_bytes -= frame_bytes
        self._cut_back()

    def close(self) -> None:
        """Release file and lock."""
        os.close(self._descriptor)

    def _cut_back(self) -> None:
        try:
            os.ftruncate(self._descriptor, self.size_bytes)
        except OSError:
            self.is_broken = True


def remove_if_done(path: Path, *, covered_to: int) -> None:
    """Delete a segment that nobody writes to any more and that has no whole frame from that offset on."""
    try:
        descriptor = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        rest = os.pread(descriptor, os.fstat(descriptor).st_size, covered_to)
        frames, _ = decode_all(rest, offset=covered_to)
        if not frames:
            path.unlink(missing_ok=True)
    except BlockingIOError:  # its writer lives
        return
    except TornMiddle:  # the next look at the stream tells
        return
    finally:
        os.close(descriptor)
