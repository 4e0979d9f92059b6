"""Make a backup while everything goes on."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, Table, inspect, select, text

from flyball import __version__
from flyball.core import Event
from flyball.core.errors import AlreadyExists
from flyball.store.backup.format import (
    OBJECTS,
    Backup,
    BackupFile,
    Head,
    TableFile,
    describe,
    write_index,
    write_rows,
)
from flyball.store.catalog import Catalog
from flyball.store.catalog import tables as t
from flyball.store.catalog.failures import translated
from flyball.store.catalog.migrate import current_revision
from flyball.store.catalog.rooms import all_tables
from flyball.store.files import failure, locked, sync_folder
from flyball.store.objects import open_objects
from flyball.store.stores import Stores

LEFT_OUT = frozenset({"session", "login_code", "lease"})
"""Tables of the moment: a restored workspace signs nobody in by an old cookie and holds no lease."""


class BackupCreated(Event, tag="backup.created", frozen=True, kw_only=True):
    """A backup was made; `doctor` tells its age from this event."""

    events: int
    objects: int


def create_backup(stores: Stores, target: Path) -> Backup:
    """Write a backup below `target` and return what it holds; other processes and threads may go on writing.

    The catalog is read at one moment; nothing waits for it. Objects that an earlier backup in the same target holds are
    not copied again. What a crash leaves behind has no index, so nothing takes it for a backup.
    """
    name = stores.clock.now().strftime("%Y%m%dT%H%M%S") + f"-{stores.ids.new()[-6:]}"
    folder = target.absolute() / name
    try:
        folder.mkdir(parents=True)
    except FileExistsError as error:
        raise AlreadyExists(f"the backup {folder} exists") from error
    except OSError as error:
        raise failure(error, f"create the backup {folder}") from error
    try:
        backup = _write(stores, folder, name)
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise failure(error, f"write the backup {folder}") from error
    with stores.catalog.change("backup.create") as change:
        events = sum(head.seq for head in backup.heads.values())
        change.emit(BackupCreated(ref=f"backup:{name}", events=events, objects=backup.object_count))
    return backup


def _write(stores: Stores, folder: Path, name: str) -> Backup:
    made_at = stores.clock.now()
    with snapshot(stores.catalog) as connection:
        schema = current_revision(connection) or ""
        heads = {r.chain: Head(seq=r.seq, hash=bytes(r.hash).hex()) for r in connection.execute(select(t.chain_head))}
        tables = tuple(_table(connection, table, folder) for table in tables_of(connection))
    streams = {stream: _stream(stores, stream, folder) for stream in stores.streams.list()}
    objects, count = _objects(stores, folder)
    backup = Backup(
        name=name,
        made_at=made_at,
        schema=schema,
        flyball=__version__,
        heads=heads,
        tables=tables,
        streams=streams,
        objects=objects,
        object_count=count,
    )
    write_index(folder, backup)
    sync_folder(folder)
    return backup


class snapshot:  # noqa: N801 - reads like the function it is
    """A connection in which every statement sees the catalog as it is now, whatever is committed meanwhile."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._translated = translated(catalog.url)
        self._reading = catalog.read()

    def __enter__(self) -> Connection:
        connection = self._reading.__enter__()
        if self._catalog.dialect == "postgresql":
            connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
        return connection

    def __exit__(self, *error: object) -> None:
        self._reading.__exit__(*error)  # type: ignore[arg-type]


def tables_of(connection: Connection) -> list[Table]:
    """The tables to keep that exist in this database, each after those it refers to."""
    present = set(inspect(connection).get_table_names())
    return [table for table in all_tables().sorted_tables if table.name in present - LEFT_OUT]


def _table(connection: Connection, table: Table, folder: Path) -> TableFile:
    (folder / "tables").mkdir(exist_ok=True)
    path = folder / "tables" / table.name
    rows = connection.execution_options(yield_per=1000).execute(select(table))
    count, file = write_rows(path, [str(column.name) for column in table.columns], (tuple(row) for row in rows))
    return TableFile(table=str(table.name), rows=count, file=_placed(file, "tables"))


def _placed(file: BackupFile, folder: str) -> BackupFile:
    return BackupFile(path=f"{folder}/{file.path}", digest=file.digest, size_bytes=file.size_bytes)


def _stream(stores: Stores, stream: str, folder: Path) -> tuple[BackupFile, ...]:
    """Copy a stream's files while nobody seals it; a row that is being appended is in or not, never half."""
    source = stream_folder(stores, stream)
    copy = folder / "streams" / source.name
    copy.mkdir(parents=True)
    with locked(source / "seal.lock"):
        for path in _stream_files(source):
            shutil.copyfile(path, copy / path.name)
    return tuple(describe(path, root=folder) for path in sorted(copy.iterdir()))


def stream_folder(stores: Stores, stream: str) -> Path:
    """Where the files of a stream are."""
    from flyball.store.streams.names import folder_of

    return stores.settings.home_path() / "streams" / folder_of(stream)


def _stream_files(source: Path) -> Iterator[Path]:
    for path in sorted(source.iterdir()):
        hidden = path.name.startswith(".")
        if not hidden and (path.suffix == ".segment" or path.name in {"schema", "manifest"} or "keys-" in path.name):
            yield path


def _objects(stores: Stores, folder: Path) -> tuple[BackupFile, int]:
    """Copy every object that the target lacks, and list them all."""
    kept = open_objects(f"file://{folder.parent / OBJECTS}")
    digests = sorted(stores.objects.list())
    for digest in kept.missing(digests):
        local = stores.objects.open_local(digest)
        written = kept.put_file(local) if local is not None else kept.put(stores.objects.get(digest))
        if written != digest:
            stores.objects.get(digest)  # raises, naming the damaged object
    listing = folder / OBJECTS
    listing.write_text("".join(f"{digest}\n" for digest in digests), encoding="ascii")
    return describe(listing, root=folder), len(digests)
