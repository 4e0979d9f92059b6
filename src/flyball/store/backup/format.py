"""The files of a backup: rows as framed MessagePack, the list of everything as JSON."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
from blake3 import blake3
from msgspec import Struct

from flyball.core.errors import NewerSchema, NotFound, StoreCorrupt
from flyball.store.files import read_pieces

FORMAT = 1
INDEX = "backup.json"
OBJECTS = "objects"
_LENGTH = struct.Struct(">I")
_BATCH = 1000  # rows in one frame: enough that the frame's cost vanishes, little enough for memory


class BackupFile(Struct, frozen=True, kw_only=True):
    """One file of a backup."""

    path: str
    digest: str
    size_bytes: int


class TableFile(Struct, frozen=True, kw_only=True):
    """The rows of one table."""

    table: str
    rows: int
    file: BackupFile


class Head(Struct, frozen=True, kw_only=True):
    """Where an event chain stood."""

    seq: int
    hash: str


class Backup(Struct, frozen=True, kw_only=True):
    """What a backup holds."""

    name: str
    made_at: datetime
    schema: str
    """Schema revision of the catalog it was read from."""
    flyball: str
    heads: dict[str, Head]
    tables: tuple[TableFile, ...]
    streams: dict[str, tuple[BackupFile, ...]]
    objects: BackupFile
    """The list of digests, one a line."""
    object_count: int
    format: int = FORMAT


def write_rows(path: Path, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> tuple[int, BackupFile]:
    """Write a table's rows; returns their number and the file."""
    count = 0
    hasher = blake3()
    with path.open("wb") as file:
        _frame(file, hasher, list(columns))
        for batch in _batches(rows):
            _frame(file, hasher, batch)
            count += len(batch)
        return count, BackupFile(path=path.name, digest=hasher.hexdigest(), size_bytes=file.tell())


def read_rows(path: Path) -> Iterator[list[Any]]:
    """The frames of a table's file: first its column names, then lists of rows."""
    with path.open("rb") as file:
        while head := file.read(_LENGTH.size):
            body = file.read(_LENGTH.unpack(head)[0]) if len(head) == _LENGTH.size else b""
            try:
                yield msgspec.msgpack.decode(body)
            except msgspec.DecodeError as error:
                raise StoreCorrupt(f"the backup's file {path.name} is damaged", why=str(error)) from error


def write_index(folder: Path, backup: Backup) -> None:
    """Write the list; a folder without it is no backup."""
    (folder / INDEX).write_bytes(msgspec.json.format(msgspec.json.encode(backup), indent=1))


def read_backup(folder: Path) -> Backup:
    """What the backup in this folder holds."""
    try:
        content = (folder / INDEX).read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NotFound(f"{folder} is no backup", why=f"it has no {INDEX}", hint="flyball backup list") from error
    try:
        if msgspec.json.decode(content, type=_Written).format > FORMAT:
            raise NewerSchema(f"{folder} was written by a newer Flyball", hint="pip install --upgrade flyball")
        return msgspec.json.decode(content, type=Backup)
    except msgspec.DecodeError as error:
        raise StoreCorrupt(f"the index of the backup {folder} is damaged", why=str(error)) from error


def list_backups(target: Path) -> list[Backup]:
    """The backups below a target, oldest first."""
    folders = sorted(path.parent for path in target.glob(f"*/{INDEX}"))
    return sorted((read_backup(folder) for folder in folders), key=lambda backup: backup.made_at)


def describe(path: Path, *, root: Path) -> BackupFile:
    """A file with its digest."""
    hasher, size = blake3(), 0
    with path.open("rb") as file:
        for piece in read_pieces(file):
            hasher.update(piece)
            size += len(piece)
    return BackupFile(path=path.relative_to(root).as_posix(), digest=hasher.hexdigest(), size_bytes=size)


def _frame(file: BinaryIO, hasher: blake3, value: Any) -> None:
    body = msgspec.msgpack.encode(value)
    for part in (_LENGTH.pack(len(body)), body):
        hasher.update(part)
        file.write(part)


def _batches(rows: Iterable[Sequence[Any]]) -> Iterator[list[list[Any]]]:
    batch: list[list[Any]] = []
    for row in rows:
        batch.append(list(row))
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


class _Written(Struct):
    format: int
