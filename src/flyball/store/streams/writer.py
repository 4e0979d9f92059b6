"""Appending to one stream from this process."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from flyball.core import Clock, to_us
from flyball.core.errors import SchemaMismatch, Unavailable
from flyball.store.files import failure, sync_folder
from flyball.store.streams.columns import TIME, check_schema, load_schema, plain_schema, store_schema, unify
from flyball.store.streams.counter import Counter
from flyball.store.streams.frame import encode, encode_key
from flyball.store.streams.keys import KeyIndex
from flyball.store.streams.segment import Segment
from flyball.store.streams.snapshot import take_snapshot

_SEGMENT_BYTES = 16 << 20
"""A larger segment is closed, so that whoever seals can delete it while its writer lives on."""


class _Accepted(NamedTuple):
    """A schema that the stream takes: as given, as stored, and as the bytes that go into each frame."""

    given: pa.Schema
    plain: pa.Schema
    message: bytes
    has_dictionaries: bool


class StreamWriter:
    """One per stream and process; safe for all threads, which take turns.

    An append costs one lock of a file, one checksum and one write; processes that append to the same stream wait for
    each other for about that long.
    """

    def __init__(self, folder: Path, *, clock: Clock, sync_always: bool) -> None:
        self._folder = folder
        self._clock = clock
        self._sync_always = sync_always
        self._lock = threading.Lock()
        self._accepted: list[_Accepted] = []
        self._segment: Segment | None = None
        self._full: list[Segment] = []
        self._sync_failure: OSError | None = None
        try:
            folder.mkdir(parents=True, exist_ok=True)
            sync_folder(folder.parent)
            self._counter = Counter(folder)
        except OSError as error:
            raise failure(error, f"open the stream in {folder}") from error
        self._keys = KeyIndex(folder)
        with self._counter:
            self._recover_position()

    def append(self, rows: pa.RecordBatch | pa.Table, *, key: str | None) -> int:
        """See the port."""
        key_bytes = encode_key(key)
        accepted = self._accept(rows.schema)
        if rows.column(TIME).null_count:
            raise SchemaMismatch(f"column {TIME!r} has nulls", why=f"{rows.column(TIME).null_count} rows have no time")
        count: int = rows.num_rows
        batches = _serialize(rows, accepted)
        with self._lock:
            self._tell_sync_failure()
            with self._counter:
                position, frames = self._counter.read()
                now_us = to_us(self._clock.now())
                first = self._keys.find(key, frames=frames, now_us=now_us) if key is not None else None
                if first is not None or not (count or key_bytes):
                    if self._sync_always:
                        self._sync_all_segments()
                    return position if first is None else first
                position, frames = position + count, frames + 1
                frame = encode(
                    key=key_bytes,
                    schema=accepted.message,
                    batches=batches,
                    rows=count,
                    position=position,
                    at_us=now_us,
                )
                segment = self._open_segment()
                self._counter.write(position, frames)
                segment.append(frame)
            if self._sync_always:
                self._sync(segment, len(frame))
            self._keys.add(
                key, position=position, at_us=now_us, frames=frames, segment=segment.name, end=segment.size_bytes
            )
        return position

    def rotate(self) -> None:
        """Close the segment, so that its rows can be sealed and the file deleted; the next append starts another."""
        self.sync_if_dirty()
        with self._lock:
            self._close_segment()

    def sync_if_dirty(self) -> None:
        """Bring acknowledged rows to the disk, without holding up appends."""
        with self._lock:
            full, self._full = self._full, []
            segment = self._segment
            descriptors = [] if segment is None or not segment.is_dirty else [segment.duplicate()]
            for done in full:
                descriptors.append(done.duplicate())
                done.close()
        for descriptor in descriptors:
            try:
                os.fsync(descriptor)
            except OSError as error:
                with self._lock:
                    self._sync_failure = error
            finally:
                os.close(descriptor)

    def forget_old_keys(self) -> None:
        """Free the memory of keys older than they are kept."""
        with self._lock:
            self._keys.forget_old(to_us(self._clock.now()))

    def close(self) -> None:
        """Sync and release everything."""
        self.sync_if_dirty()
        with self._lock:
            self._close_segment()
            self._counter.close()

    def abandon(self) -> None:
        """In a forked child: give the parent's files back without touching the parent's state."""
        for segment in filter(None, [self._segment, *self._full]):
            segment.close()
        self._counter.close()

    def _accept(self, schema: pa.Schema) -> _Accepted:
        for accepted in self._accepted:
            if accepted.given.equals(schema):
                return accepted
        plain = plain_schema(schema)
        check_schema(plain)
        with self._lock, self._counter:
            known = load_schema(self._folder)
            unified = plain if known is None else unify(known, plain)
            if known is None or not unified.equals(known):
                store_schema(self._folder, unified)
            has_dictionaries = any(pa.types.is_dictionary(kind) for kind in schema.types)
            accepted = _Accepted(schema, plain, plain.serialize().to_pybytes(), has_dictionaries)
            # The newest first; few, or a program that varies its columns without end would slow down.
            self._accepted = [accepted, *self._accepted[:15]]
        return accepted

    def _open_segment(self) -> Segment:
        segment = self._segment
        if segment is not None and not segment.is_broken and segment.size_bytes < _SEGMENT_BYTES:
            return segment
        self._segment = fresh = Segment(self._folder)
        if segment is not None and self._sync_always:
            segment.close()
        elif segment is not None:
            self._full.append(segment)  # synced and closed by `sync_if_dirty`, off the path of appends
        return fresh

    def _close_segment(self) -> None:
        segment, self._segment = self._segment, None
        if segment is None:
            return
        try:
            if segment.is_dirty:
                segment.sync()
        except OSError as error:
            raise failure(error, f"sync the stream in {self._folder}") from error
        finally:
            segment.close()

    def _sync(self, segment: Segment, frame_bytes: int) -> None:
        try:
            segment.sync()
        except OSError as error:
            # A failed sync may have dropped the bytes from memory, so a second one proves nothing: the frame is taken
            # back, and the file is not trusted with anything new.
            segment.take_back(frame_bytes)
            raise failure(error, f"sync the stream in {self._folder}") from error

    def _sync_all_segments(self) -> None:
        """A repeated append is acknowledged like the first, which another process may not have synced yet."""
        for path in self._folder.glob("*.segment"):
            try:
                descriptor = os.open(path, os.O_RDONLY)
            except FileNotFoundError:  # sealed meanwhile
                continue
            try:
                os.fsync(descriptor)
            except OSError as error:
                raise failure(error, f"sync the stream in {self._folder}") from error
            finally:
                os.close(descriptor)

    def _tell_sync_failure(self) -> None:
        error, self._sync_failure = self._sync_failure, None
        if error is not None:
            if self._segment is not None:
                self._segment.is_broken = True
            what = f"the disk failed to sync the stream in {self._folder}"
            raise Unavailable(what, why=f"{error}; a power loss now may take the last rows", hint="send them again")

    def _recover_position(self) -> None:
        """After a power loss the counter may be older than the rows."""
        position, frames = self._counter.read()
        reached = take_snapshot(self._folder).position
        if reached > position:
            self._counter.write(reached, frames + 1)


def _serialize(rows: pa.RecordBatch | pa.Table, accepted: _Accepted) -> bytes:
    """Arrow record batch messages, without a schema."""
    if accepted.has_dictionaries:
        rows = rows.cast(accepted.plain)
    if isinstance(rows, pa.RecordBatch):
        message: bytes = rows.serialize().to_pybytes()
        return message
    return b"".join(batch.serialize().to_pybytes() for batch in rows.combine_chunks().to_batches())
