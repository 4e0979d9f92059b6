"""Idempotency keys: which appends a stream has seen in the last 7 days, and where."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import msgspec

from flyball.core.errors import StoreCorrupt
from flyball.store.files import replace_file
from flyball.store.streams.frame import Frame
from flyball.store.streams.manifest import Manifest
from flyball.store.streams.snapshot import take_snapshot

KEPT_US = 7 * 24 * 3600 * 1_000_000

Entry = tuple[str, int, int]
"""Key, position after its append, time of the append."""


class KeyIndex:
    """The keys of one stream, in memory: about 150 bytes for each append with a key of the last 7 days.

    It reads what other processes wrote since it last looked; the caller holds the stream's counter meanwhile.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, tuple[int, int]] = {}
        self._sequence = 0
        self._ends: dict[str, int] = {}
        self._frames = -1

    def find(self, key: str, *, frames: int, now_us: int) -> int | None:
        """The position of the first append with this key; `frames` is the counter's number of frames."""
        if frames != self._frames:
            self._catch_up(now_us)
            self._frames = frames
        found = self._known.get(key)
        return found[0] if found is not None and found[1] > now_us - KEPT_US else None

    def add(self, key: str | None, *, position: int, at_us: int, frames: int, segment: str, end: int) -> None:
        """Note an append of this process, the `frames`-th of the stream."""
        if key is not None:
            self._known[key] = (position, at_us)
        if frames == self._frames + 1:
            self._frames = frames
            self._ends[segment] = end

    def forget_old(self, now_us: int) -> None:
        """Drop keys older than 7 days."""
        self._known = {key: value for key, value in self._known.items() if value[1] > now_us - KEPT_US}

    def _catch_up(self, now_us: int) -> None:
        snapshot = take_snapshot(self._folder, since=self._ends)
        for file in snapshot.manifest.keys:
            if file.sequence > self._sequence and file.newest_at_us > now_us - KEPT_US:
                self._keep(load_keys(self._folder, file.sequence))
        self._sequence = snapshot.manifest.sequence
        self._keep(entries_of(snapshot.frames))
        self._ends = snapshot.ends
        self.forget_old(now_us)

    def _keep(self, entries: Iterable[Entry]) -> None:
        for key, position, at_us in entries:
            self._known.setdefault(key, (position, at_us))


def entries_of(frames: Iterable[Frame]) -> list[Entry]:
    """The keys of these frames."""
    return [(frame.key, frame.position, frame.at_us) for frame in frames if frame.key is not None]


def store_keys(folder: Path, sequence: int, entries: list[Entry]) -> None:
    """Write the keys of a seal; they count once the manifest names the file."""
    path = _path(folder, sequence)
    replace_file(path, msgspec.msgpack.encode(entries), temporary=folder / f".{path.name}.{os.getpid()}")


def load_keys(folder: Path, sequence: int) -> list[Entry]:
    """The keys of a seal; none once they are too old to be kept."""
    try:
        data = _path(folder, sequence).read_bytes()
    except FileNotFoundError:
        return []
    try:
        return msgspec.msgpack.decode(data, type=list[Entry])
    except msgspec.DecodeError as error:
        what = f"the keys {_path(folder, sequence)} are damaged"
        raise StoreCorrupt(what, why=str(error), hint="flyball doctor --scrub") from error


def remove_old_keys(folder: Path, manifest: Manifest) -> None:
    """Delete key files that the manifest no longer names."""
    kept = {_path(folder, file.sequence).name for file in manifest.keys}
    for name in os.listdir(folder):
        if name.startswith("keys-") and name not in kept:
            (folder / name).unlink(missing_ok=True)


def _path(folder: Path, sequence: int) -> Path:
    return folder / f"keys-{sequence}"
