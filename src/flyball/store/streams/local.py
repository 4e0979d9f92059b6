"""Streams in a local folder: one folder for each stream, sealed rows in the object store.

```
<root>/<stream>/state           position, shared by all writers; its lock orders their appends
               /schema          the unified columns
               /<id>.segment    frames of one writer, which holds the file's lock while it lives
               /manifest        what is sealed
               /keys-<n>        idempotency keys of the n-th seal, for 7 days
               /seal.lock       one seal at a time
```
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Literal

import pyarrow as pa

from flyball.core import Clock, to_us
from flyball.core.errors import BadInput, Unavailable
from flyball.store.files import failure, locked
from flyball.store.objects import Objects
from flyball.store.streams.base import SealedFile, SealedSegment
from flyball.store.streams.flush import Flusher
from flyball.store.streams.manifest import load_manifest
from flyball.store.streams.names import folder_of, stream_of
from flyball.store.streams.scan import scan_stream
from flyball.store.streams.seal import seal_stream
from flyball.store.streams.snapshot import take_snapshot
from flyball.store.streams.writer import StreamWriter


class LocalStreams:
    """The `Streams` port on one file system; see the module for what lies where.

    While a process is stopped (SIGSTOP) inside an append, other appends to the same stream wait for it; a killed one
    holds up nobody.
    """

    def __init__(self, root: Path, *, objects: Objects, sync: Literal["interval", "always"], clock: Clock) -> None:
        self._root = root
        self._objects = objects
        self._sync_always = sync == "always"
        self._clock = clock
        try:
            root.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise failure(error, f"create the stream folder {root}") from error
        self._begin()

    def append(self, stream: str, rows: pa.RecordBatch | pa.Table, *, key: str | None = None) -> int:
        """About 30 µs for 30 rows of 30 columns."""
        writer = self._writers.get(stream) if self._pid == os.getpid() else None
        return (writer or self._open_writer(stream)).append(rows, key=key)

    def seal(self, stream: str) -> SealedSegment | None:
        """All open rows, those of living writers in other processes included."""
        folder = self._folder(stream)
        if not folder.exists():
            return None
        self._check_process()
        with self._sealing(folder):
            writer = self._writers.get(stream)
            if writer is not None:
                writer.rotate()
                writer.forget_old_keys()
            return seal_stream(folder, stream=stream, objects=self._objects, now_us=to_us(self._clock.now()))

    def seal_if_due(
        self, stream: str, *, max_rows: int = 100_000, max_age_s: float = 900.0, max_bytes: int = 64 << 20
    ) -> SealedSegment | None:
        """Reads the open rows to decide, so call it every few seconds, not after every append."""
        frames = take_snapshot(self._folder(stream)).frames
        if not frames:
            return None
        age_s = (to_us(self._clock.now()) - min(frame.at_us for frame in frames)) / 1e6
        size_bytes = sum(frame.end - frame.start for frame in frames)
        is_due = sum(frame.rows for frame in frames) >= max_rows or age_s >= max_age_s or size_bytes >= max_bytes
        return self.seal(stream) if is_due else None

    def scan(
        self,
        stream: str,
        *,
        start: datetime | None = None,
        end: datetime | None = None,
        columns: Sequence[str] | None = None,
    ) -> pa.Table:
        """Files outside the time range are not read."""
        return scan_stream(
            self._folder(stream),
            objects=self._objects,
            start_us=_bound_us(start),
            end_us=_bound_us(end),
            columns=columns,
        )

    def sealed(self, stream: str) -> tuple[SealedFile, ...]:
        """The objects of the manifest."""
        return load_manifest(self._folder(stream)).files

    def list(self) -> list[str]:
        """Every folder of the root."""
        return sorted(stream_of(entry.name) for entry in self._root.iterdir() if (entry / "schema").exists())

    def rows(self, stream: str) -> int:
        """Those of the manifest and of the open frames."""
        snapshot = take_snapshot(self._folder(stream))
        return snapshot.manifest.rows + sum(frame.rows for frame in snapshot.frames)

    def close(self) -> None:
        """Stop the syncing thread after a last sync; a closed instance refuses appends."""
        self._check_process()
        with self._opening:
            self._is_closed = True
            self._flusher.stop()
            writers = list(self._writers.values())
            self._writers.clear()
            for writer in writers:
                writer.close()

    def _folder(self, stream: str) -> Path:
        return self._root / folder_of(stream)

    def _open_writer(self, stream: str) -> StreamWriter:
        folder = self._folder(stream)
        self._check_process()
        with self._opening:
            if self._is_closed:
                raise Unavailable("the stream store is closed")
            writer = self._writers.get(stream)
            if writer is None:
                writer = StreamWriter(folder, clock=self._clock, sync_always=self._sync_always)
                self._writers[stream] = writer
            if not self._sync_always:
                self._flusher.start()
        return writer

    def _begin(self) -> None:
        self._pid = os.getpid()
        self._opening = threading.Lock()
        self._writers: dict[str, StreamWriter] = {}
        self._flusher = Flusher(self._flush)
        self._is_closed = False

    def _check_process(self) -> None:
        """A forked child begins anew: its parent's segments, locks and thread are not its own."""
        if self._pid != os.getpid():
            inherited = list(self._writers.values())
            self._begin()
            for writer in inherited:
                writer.abandon()

    def _flush(self) -> None:
        for writer in list(self._writers.values()):
            writer.sync_if_dirty()

    @contextmanager
    def _sealing(self, folder: Path) -> Iterator[None]:
        try:
            with locked(folder / "seal.lock"):
                yield
        except OSError as error:
            raise failure(error, f"seal the stream in {folder}") from error


def _bound_us(moment: datetime | None) -> int | None:
    if moment is None:
        return None
    if moment.tzinfo is None:
        raise BadInput(f"{moment} names no time zone", hint="datetime(2013, 1, 1, tzinfo=UTC)")
    return to_us(moment)
