"""Write a version to a folder: its files, or its table as one Parquet file."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq

from flyball.core.errors import AlreadyExists
from flyball.data.manifest import Blobs, Manifest, TableManifest
from flyball.data.paths import check_paths
from flyball.data.read import read_table


def checkout(objects: Blobs, manifest: Manifest, folder: Path, *, name: str) -> list[Path]:
    """Write to a folder that is new or empty, and return what was written. Bytes are verified on the way."""
    if folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
        raise AlreadyExists(f"{folder.name!r} is not an empty folder", hint="check out into a new one")
    folder.mkdir(parents=True, exist_ok=True)
    if isinstance(manifest, TableManifest):
        target = folder / f"{name}.parquet"
        pq.write_table(read_table(objects, manifest), target, compression="zstd")
        return [target]
    check_paths(entry.path for entry in manifest.entries)
    written = []
    for entry in manifest.entries:
        target = folder / entry.path
        target.parent.mkdir(parents=True, exist_ok=True)
        objects.get_to(entry.object, target)
        written.append(target)
    return written
