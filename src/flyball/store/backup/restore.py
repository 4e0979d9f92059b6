"""Put a backup into an empty workspace; the database and the object store may be of another kind than before."""

from __future__ import annotations

import shutil
from pathlib import Path

from sqlalchemy import Connection, Table, exists, func, select, text

from flyball.core.errors import Conflict, NewerSchema
from flyball.store.backup.create import stream_folder, tables_of
from flyball.store.backup.format import OBJECTS, Backup, read_backup, read_rows
from flyball.store.backup.verify import Verified, object_digests, verify_backup
from flyball.store.catalog.failures import translated
from flyball.store.catalog.migrate import HEAD
from flyball.store.files import failure
from flyball.store.objects import open_objects
from flyball.store.stores import Stores


def restore_backup(stores: Stores, folder: Path) -> Verified:
    """Verify the backup, then write it into `stores`, which must be empty; names, versions and chains stay the same.

    Objects and streams come first and the catalog last, in one transaction, so a restore that dies leaves a workspace
    that is still empty to whoever looks, and is simply started again.
    """
    verified = verify_backup(folder)
    backup = read_backup(folder)
    if backup.schema > HEAD:
        raise NewerSchema(f"the backup has schema {backup.schema}, this Flyball knows {HEAD}")
    with stores.catalog.read() as connection:
        _refuse_unless_empty(connection)
    try:
        _restore_objects(stores, folder)
        _restore_streams(stores, folder, backup)
    except OSError as error:
        raise failure(error, f"restore {folder}") from error
    with translated(stores.catalog.url), stores.catalog.writer.connect() as connection, connection.begin():
        _refuse_unless_empty(connection)
        for table in tables_of(connection):
            _restore_table(connection, table, folder)
    return verified


def _refuse_unless_empty(connection: Connection) -> None:
    for table in tables_of(connection):
        if connection.execute(select(exists().select_from(table))).scalar():
            raise Conflict(
                "this workspace is not empty",
                why=f"the table {table.name} has rows",
                hint="restore into another folder with --home, or into an empty database",
            )


def _restore_objects(stores: Stores, folder: Path) -> None:
    kept = open_objects(f"file://{folder.absolute().parent / OBJECTS}")
    for digest in stores.objects.missing(object_digests(folder)):
        local = kept.open_local(digest)
        if local is not None:
            stores.objects.put_file(local)
        else:
            stores.objects.put(kept.get(digest))


def _restore_streams(stores: Stores, folder: Path, backup: Backup) -> None:
    for stream, files in backup.streams.items():
        home = stream_folder(stores, stream)
        shutil.rmtree(home, ignore_errors=True)  # of a restore that died; the catalog is empty, so nothing refers to it
        home.mkdir(parents=True)
        for file in files:
            shutil.copyfile(folder / file.path, home / Path(file.path).name)


def _restore_table(connection: Connection, table: Table, folder: Path) -> None:
    path = folder / "tables" / table.name
    if not path.exists():
        return  # a table that the backup's version did not have
    frames = read_rows(path)
    columns = next(frames)
    for rows in frames:
        connection.execute(table.insert(), [dict(zip(columns, row, strict=True)) for row in rows])
    _advance_counter(connection, table)


def _advance_counter(connection: Connection, table: Table) -> None:
    """PostgreSQL's counters don't notice rows that bring their own number."""
    column = table.autoincrement_column
    if column is None or connection.dialect.name != "postgresql":
        return
    counter = connection.execute(
        text("SELECT pg_get_serial_sequence(:table, :column)"), {"table": table.name, "column": column.name}
    ).scalar()
    highest = connection.execute(select(func.max(column))).scalar()
    if counter is not None and highest is not None:
        connection.execute(text("SELECT setval(:counter, :highest)"), {"counter": counter, "highest": highest})
