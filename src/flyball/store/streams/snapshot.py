"""A consistent look at a stream: the manifest, and the frames of open segments that it does not cover yet."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

from flyball.core.errors import StoreCorrupt, Unavailable
from flyball.store.files import failure
from flyball.store.streams.frame import Frame, TornMiddle, decode_all
from flyball.store.streams.manifest import Manifest, decode_manifest, manifest_path

SEGMENT_SUFFIX = ".segment"
_ATTEMPTS = 1000


class Snapshot(NamedTuple):
    """Each row of the stream is in a file of the manifest or in one of the frames, never in both.

    `ends` holds, for each segment read, the offset after its last whole frame.
    """

    manifest: Manifest
    frames: list[Frame]
    ends: dict[str, int]

    @property
    def position(self) -> int:
        """The greatest position that any row has."""
        return max((frame.position for frame in self.frames), default=self.manifest.position)


def take_snapshot(folder: Path, *, since: Mapping[str, int] | None = None) -> Snapshot:
    """Read the manifest and the open segments, each from where the manifest ends or from the offset in `since`.

    A seal may replace the manifest and delete segments meanwhile. Segments are therefore opened between two looks at
    the manifest, and only when both find the same one do manifest and segments belong together; an open segment stays
    readable after it is deleted.
    """
    try:
        for _ in range(_ATTEMPTS):
            with ExitStack() as stack:
                descriptor = stack.enter_context(_opened(manifest_path(folder)))
                segments = {name: stack.enter_context(_opened(folder / name)) for name in segment_names(folder)}
                # The open manifest keeps its inode number from being used again.
                if _inode(descriptor) == _inode(manifest_path(folder)):
                    return _read(folder, descriptor, segments, since or {})
    except OSError as error:
        raise failure(error, f"read the stream in {folder}") from error
    raise Unavailable(f"the stream in {folder} was sealed {_ATTEMPTS} times while it was read", hint="try again")


def segment_names(folder: Path) -> list[str]:
    """The segment files of a stream's folder, sorted."""
    try:
        return sorted(name for name in os.listdir(folder) if name.endswith(SEGMENT_SUFFIX) and name[0] != ".")
    except FileNotFoundError:
        return []


def _read(folder: Path, descriptor: int | None, segments: dict[str, int | None], since: Mapping[str, int]) -> Snapshot:
    path = manifest_path(folder)
    manifest = decode_manifest(_bytes_from(descriptor, 0), path) if descriptor is not None else Manifest()
    frames: list[Frame] = []
    ends: dict[str, int] = {}
    for name, segment in segments.items():
        if segment is None:  # deleted before it could be opened, so the manifest covers it
            continue
        offset = max(manifest.consumed.get(name, 0), since.get(name, 0))
        try:
            found, ends[name] = decode_all(_bytes_from(segment, offset), offset=offset)
        except TornMiddle as torn:
            what = f"the stream segment {folder / name} is damaged at byte {torn.offset}"
            raise StoreCorrupt(what, why="whole rows follow broken ones", hint="flyball doctor --scrub") from None
        frames += found
    frames.sort(key=lambda frame: frame.position)
    return Snapshot(manifest, frames, ends)


@contextmanager
def _opened(path: Path) -> Iterator[int | None]:
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        yield None
        return
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _inode(file: int | Path | None) -> int | None:
    if file is None:
        return None
    try:
        return os.stat(file).st_ino
    except FileNotFoundError:
        return None


def _bytes_from(descriptor: int, offset: int) -> bytes:
    pieces = []
    while piece := os.pread(descriptor, 64 << 20, offset):
        pieces.append(piece)
        offset += len(piece)
    return b"".join(pieces) if len(pieces) != 1 else pieces[0]
