"""Read a whole backup back and compare every byte with what its index says."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from flyball.core.errors import StoreCorrupt
from flyball.store.backup.chains import check_chains
from flyball.store.backup.format import OBJECTS, Backup, BackupFile, describe, read_backup
from flyball.store.objects import open_objects


class Verified(Struct, frozen=True, kw_only=True):
    """What was read and agreed."""

    name: str
    files: int
    objects: int
    events: int
    size_bytes: int


def verify_backup(folder: Path) -> Verified:
    """Verify all files, objects and event chains; `StoreCorrupt` names the first that differs."""
    backup = read_backup(folder)
    files = files_of(backup)
    for file in files:
        _check_file(folder, file)
    kept = open_objects(f"file://{folder.absolute().parent / OBJECTS}")
    digests = object_digests(folder)
    size = sum(len(kept.get(digest)) for digest in digests)  # `get` verifies
    events = check_chains(folder, backup)
    total = size + sum(file.size_bytes for file in files)
    return Verified(name=backup.name, files=len(files), objects=len(digests), events=events, size_bytes=total)


def files_of(backup: Backup) -> list[BackupFile]:
    """Every file of the backup but its index and the objects."""
    streams = [file for files in backup.streams.values() for file in files]
    return [*(table.file for table in backup.tables), *streams, backup.objects]


def object_digests(folder: Path) -> list[str]:
    """The objects that belong to the backup."""
    return (folder / OBJECTS).read_text(encoding="ascii").split()


def _check_file(folder: Path, file: BackupFile) -> None:
    path = folder / file.path
    if not path.is_file():
        raise StoreCorrupt(f"the backup {folder.name} lacks the file {file.path}")
    if describe(path, root=folder) != file:
        raise StoreCorrupt(f"the backup's file {file.path} is not what was written", hint="use another backup")
