"""Sealing: open rows become Parquet objects, exactly once.

Objects are stored first, then the keys, then the manifest is replaced, then segment files are deleted. A crash before
the manifest leaves objects that nobody refers to and open rows as they were; a crash after it leaves files that the
next seal deletes.
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path

from flyball.core.errors import StoreCorrupt
from flyball.store.files import failure, sync_folder
from flyball.store.objects import Objects
from flyball.store.streams.base import SealedSegment
from flyball.store.streams.columns import load_schema
from flyball.store.streams.keys import KEPT_US, entries_of, remove_old_keys, store_keys
from flyball.store.streams.manifest import KeyFile, Manifest, load_manifest, store_manifest
from flyball.store.streams.parquet import put_by_day
from flyball.store.streams.rows import table_of
from flyball.store.streams.segment import remove_if_done
from flyball.store.streams.snapshot import Snapshot, take_snapshot

_ABANDONED_AFTER_S = 3600


def seal_stream(folder: Path, *, stream: str, objects: Objects, now_us: int) -> SealedSegment | None:
    """Seal what is open now; the caller holds the stream's seal lock."""
    try:
        _sweep(folder, load_manifest(folder))
        snapshot = take_snapshot(folder)
        if not snapshot.frames:
            return None
        table = table_of(snapshot.frames, load_schema(folder))
        if table.num_rows != sum(frame.rows for frame in snapshot.frames):
            raise StoreCorrupt(f"open rows of the stream in {folder} do not add up", hint="flyball doctor --scrub")
        files = put_by_day(table, objects)
        sealed = SealedSegment(stream=stream, sequence=snapshot.manifest.sequence + 1, rows=table.num_rows, files=files)
        manifest = _next_manifest(folder, snapshot, sealed, now_us=now_us)
        store_manifest(folder, manifest)
        _sweep(folder, manifest)
    except OSError as error:
        raise failure(error, f"seal the stream in {folder}") from error
    return sealed


def _next_manifest(folder: Path, snapshot: Snapshot, sealed: SealedSegment, *, now_us: int) -> Manifest:
    before = snapshot.manifest
    keys = tuple(file for file in before.keys if file.newest_at_us > now_us - KEPT_US)
    entries = entries_of(snapshot.frames)
    if entries:
        store_keys(folder, sealed.sequence, entries)
        keys += (KeyFile(sealed.sequence, max(at_us for _, _, at_us in entries)),)
    return Manifest(
        sequence=sealed.sequence,
        position=max(before.position, snapshot.position),
        rows=before.rows + sealed.rows,
        files=before.files + sealed.files,
        consumed=snapshot.ends,
        keys=keys,
    )


def _sweep(folder: Path, manifest: Manifest) -> None:
    """Delete what the manifest covers and nobody writes to.

    The folder is synced, so that no later manifest, which forgets the deleted files, can meet them again.
    """
    for name, end in manifest.consumed.items():
        remove_if_done(folder / name, covered_to=end)
    for name in os.listdir(folder):
        if name.startswith("."):
            _remove_if_abandoned(folder / name)
    remove_old_keys(folder, manifest)
    sync_folder(folder)


def _remove_if_abandoned(path: Path) -> None:
    """Temporary files are renamed within milliseconds; an hour later their writer is dead."""
    with suppress(FileNotFoundError):
        if path.stat().st_mtime < time.time() - _ABANDONED_AFTER_S:
            path.unlink()
