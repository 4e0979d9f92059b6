"""The SQLite adapter: write-ahead log, one writing connection per process, every acknowledged change on disk."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.pool import QueuePool, StaticPool

from flyball.core import Clock, Ids
from flyball.core.errors import DiskFull, Unavailable
from flyball.store.catalog.base import Catalog

_PRAGMAS = (
    "PRAGMA busy_timeout=30000",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA wal_autocheckpoint=0",
    "PRAGMA mmap_size=0",
    "PRAGMA journal_size_limit=-1",
)


def open_sqlite(url: str, *, clock: Clock, ids: Ids) -> Catalog:
    """Open or create the database file of `sqlite:///path/to/catalog.db`; its folder is created too."""
    path = database_path(url)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        kind = DiskFull if error.errno == 28 else Unavailable  # 28 = ENOSPC
        raise kind(
            f"cannot create the folder {path.parent}",
            why=str(error),
            hint="choose another with --home",
        ) from error
    writer = create_engine(url, poolclass=StaticPool, connect_args={"check_same_thread": False})
    reader = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=8,
        max_overflow=56,
        connect_args={"check_same_thread": False},
    )
    _prepare(writer, begin="BEGIN IMMEDIATE")
    _prepare(reader, begin="BEGIN")
    return Catalog(url=url, writer=writer, reader=reader, clock=clock, ids=ids)


def database_path(url: str) -> Path:
    """The file behind the URL."""
    return Path(make_url(url).database or "")


def wal_bytes(url: str) -> int:
    """Size of the write-ahead log in bytes, 0 if there is none."""
    wal = Path(f"{database_path(url)}-wal")
    try:
        return wal.stat().st_size
    except FileNotFoundError:
        return 0


def _prepare(engine: Engine, *, begin: str) -> None:
    @event.listens_for(engine, "connect")
    def set_pragmas(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # Python's driver would otherwise begin transactions of its own
        for pragma in _PRAGMAS:
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def begin_transaction(connection: Any) -> None:
        connection.exec_driver_sql(begin)
