"""Online rows in one SQLite file."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from flyball.core.errors import BadConfig, Busy, DiskFull, FlyballError, StoreCorrupt, Unavailable
from flyball.store.online.base import check_items, check_space

_CREATE = """
CREATE TABLE IF NOT EXISTS online (
    space TEXT NOT NULL, key BLOB NOT NULL, ver BLOB NOT NULL, value BLOB NOT NULL, PRIMARY KEY (space, key)
) WITHOUT ROWID
"""
_PUT = """
INSERT INTO online (space, key, ver, value) VALUES (?, ?, ?, ?)
ON CONFLICT (space, key) DO UPDATE SET ver = excluded.ver, value = excluded.value WHERE excluded.ver > online.ver
"""
_PAGE = "SELECT key, ver, value FROM online WHERE space = ? AND key > ? AND key < ? ORDER BY key LIMIT ?"
_FIRST_PAGE = "SELECT key, ver, value FROM online WHERE space = ? AND key >= ? AND key < ? ORDER BY key LIMIT ?"
_OPEN_PAGE = "SELECT key, ver, value FROM online WHERE space = ? AND key > ? ORDER BY key LIMIT ?"
_OPEN_FIRST_PAGE = "SELECT key, ver, value FROM online WHERE space = ? AND key >= ? ORDER BY key LIMIT ?"

_BUSY_TIMEOUT_MS = 10_000
_KEYS_AT_ONCE = 512
_ROWS_A_PAGE = 500
_CHECKPOINT_BYTES = 4 << 20
"""The write-ahead log is folded into the file about this often."""


def open_sqlite(url: str) -> SQLiteOnline:
    """The store at `sqlite:///relative/path` or `sqlite:////absolute/path`, created when missing."""
    path = url.removeprefix("sqlite:///")
    if not path or path == url or "?" in path:
        raise BadConfig(f"{url} names no file", hint="sqlite:///online.db")
    return SQLiteOnline(Path(path))


class SQLiteOnline:
    """The `Online` port on a SQLite file in WAL mode, shared by threads and processes.

    A process writes through one connection under a lock, which also folds the log (two connections of one process
    doing that at the same instant is the WAL-reset race of SQLite before 3.51.3); reads take any idle connection.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.RLock()
        self._idle: list[sqlite3.Connection] = []
        self._inherited: list[sqlite3.Connection] = []
        self._writer: sqlite3.Connection | None = None
        self._pid = os.getpid()
        self._unfolded_bytes = 0
        with self._translated(), self._lock:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._write_connection().execute(_CREATE)

    def get_many(self, space: str, keys: Sequence[bytes]) -> list[bytes | None]:
        """One statement for up to 512 keys."""
        check_space(space)
        found: dict[bytes, bytes] = {}
        with self._reading() as connection:
            for start in range(0, len(keys), _KEYS_AT_ONCE):
                part = _padded(keys[start : start + _KEYS_AT_ONCE])
                marks = ",".join("?" * len(part))
                query = f"SELECT key, value FROM online WHERE space = ? AND key IN ({marks})"  # noqa: S608 - marks only
                found.update(connection.execute(query, (space, *part)))
        return [found.get(key) for key in keys]

    def put_newer(self, space: str, items: Sequence[tuple[bytes, bytes, bytes]]) -> int:
        """One transaction."""
        check_space(space)
        check_items(items)
        rows = [(space, key, version, value) for key, version, value in items]
        return self._write(_PUT, rows, sum(len(key) + len(value) + 100 for key, _, value in items)) if rows else 0

    def delete(self, space: str, keys: Sequence[bytes]) -> None:
        """One transaction."""
        check_space(space)
        if keys:
            self._write(
                "DELETE FROM online WHERE space = ? AND key = ?", [(space, key) for key in keys], 100 * len(keys)
            )

    def scan(self, space: str, prefix: bytes = b"") -> Iterator[tuple[bytes, bytes, bytes]]:
        """Page by page in the order of keys, holding no transaction open between pages."""
        check_space(space)
        end = _after(prefix)
        page = self._page(_OPEN_FIRST_PAGE if end is None else _FIRST_PAGE, space, prefix, end)
        while page:
            yield from page
            page = self._page(_OPEN_PAGE if end is None else _PAGE, space, page[-1][0], end)

    def drop(self, space: str) -> None:
        """One transaction."""
        self._write("DELETE FROM online WHERE space = ?", [(check_space(space),)], _CHECKPOINT_BYTES)

    def close(self) -> None:
        """Close the connections that nobody uses at the moment."""
        self._forget_parent()
        with self._lock:
            while self._idle:
                self._idle.pop().close()
            if self._writer is not None:
                self._writer.close()
                self._writer = None

    def _write(self, statement: str, rows: Sequence[tuple[str | bytes, ...]], size_bytes: int) -> int:
        self._forget_parent()
        with self._translated(), self._lock:
            connection = self._write_connection()
            connection.execute("BEGIN IMMEDIATE")
            try:
                changed = connection.executemany(statement, rows).rowcount
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            self._unfolded_bytes += size_bytes
            if self._unfolded_bytes >= _CHECKPOINT_BYTES:
                self._unfolded_bytes = 0
                # TRUNCATE takes the write lock; it must not wait long for a reader, the next one folds the rest.
                connection.execute("PRAGMA busy_timeout = 50")
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
                connection.execute(f"PRAGMA busy_timeout = {_BUSY_TIMEOUT_MS}")
        return changed

    def _page(self, query: str, space: str, start: bytes, end: bytes | None) -> list[tuple[bytes, bytes, bytes]]:
        bounds = (start,) if end is None else (start, end)
        with self._reading() as connection:
            return connection.execute(query, (space, *bounds, _ROWS_A_PAGE)).fetchall()

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        self._forget_parent()
        with self._translated():
            try:
                connection = self._idle.pop()
            except IndexError:
                connection = self._connect()
                connection.execute("PRAGMA query_only = ON")
            try:
                yield connection
            except BaseException:
                connection.close()
                raise
            self._idle.append(connection)

    def _write_connection(self) -> sqlite3.Connection:
        if self._writer is None:
            self._writer = self._connect()
            self._writer.execute("PRAGMA journal_mode = WAL")
        return self._writer

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
        connection.execute(f"PRAGMA busy_timeout = {_BUSY_TIMEOUT_MS}")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        connection.execute("PRAGMA mmap_size = 0")
        return connection

    def _forget_parent(self) -> None:
        """After a fork the child must neither use nor close its parent's connections."""
        if self._pid != os.getpid():
            self._pid, self._lock = os.getpid(), threading.RLock()
            self._inherited = [*self._idle, *filter(None, [self._writer])]
            self._idle, self._writer = [], None

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise _explain(error, self._path) from error


def _explain(error: Exception, path: Path) -> FlyballError:
    message, what = str(error), f"the online store {path}"
    if "full" in message or "No space left" in message:
        return DiskFull(f"no space left for {what}", why=message, hint="free some space; nothing was half-written")
    if "locked" in message:
        return Busy(f"{what} is busy", why=message, hint="try again")
    if "malformed" in message or "not a database" in message:
        return StoreCorrupt(f"{what} is damaged", why=message, hint="delete it and materialize the features again")
    return Unavailable(f"{what} does not answer", why=message)


def _padded(keys: Sequence[bytes]) -> list[bytes]:
    """The keys, the last one repeated up to a power of two: ten statements to prepare instead of 512."""
    count = 1 << (len(keys) - 1).bit_length()
    return [*keys, *[keys[-1]] * (count - len(keys))]


def _after(prefix: bytes) -> bytes | None:
    """The least bytes greater than everything that starts with `prefix`; None when nothing is.

    >>> _after(b"ab"), _after(b"a" + bytes([255])), _after(b"")
    (b'ac', b'b', None)
    """
    stem = prefix.rstrip(b"\xff")
    return stem[:-1] + bytes([stem[-1] + 1]) if stem else None
