"""The catalog: the SQL database that holds every name, version, event and policy, and that makes changes atomic."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from flyball.core import LOCAL, Call, Clock, Ids, current_call
from flyball.store.catalog.change import Change
from flyball.store.catalog.failures import translated
from flyball.store.catalog.lease import check_held


class _Unit:
    """A unit of work: the transaction that everything inside one operation joins, opened on first need."""

    def __init__(self, op: str) -> None:
        self.op = op
        self.change: Change | None = None


class Catalog:
    """The port. Adapters are engines: `sqlite.py`, `postgres.py` say how to connect and to begin a transaction.

    - `change()` is a write transaction of durability class *ledger*: when the outermost block ends without exception,
      its rows and events survive kill -9 and power loss; otherwise nothing of it remains. Blocks inside are savepoints.
    - `read()` sees everything committed before it was opened; inside a change it sees that change's own writes.
    - Any number of threads and processes may use one catalog. A writer waits for others up to 30 s, then `Unavailable`.
    - Raises `StoreCorrupt`, `DiskFull`, `Unavailable`; database errors never reach the caller raw.
    """

    def __init__(self, *, url: str, writer: Engine, reader: Engine, clock: Clock, ids: Ids) -> None:
        self.url = url
        self.clock = clock
        self.ids = ids
        self.writer = writer
        self._reader = reader
        self._unit: ContextVar[_Unit | None] = ContextVar("flyball_unit", default=None)
        # SQLite has one writing connection per process; PostgreSQL takes them from a pool.
        self._write_lock = threading.RLock() if writer.dialect.name == "sqlite" else None
        self.changed = threading.Condition()
        self.default_call = Call(principal=LOCAL, is_embedded=True)

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self.writer.dialect.name

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection for reading."""
        unit = self._unit.get()
        if unit is not None and unit.change is not None:
            yield unit.change.connection
            return
        with translated(self.url), self._reader.connect() as connection:
            yield connection

    @contextmanager
    def change(self, op: str = "") -> Iterator[Change]:
        """A write transaction; joins the one of the surrounding operation if there is one."""
        unit = self._unit.get()
        if unit is None:
            with self.unit(op), self.change() as change:
                yield change
            return
        if unit.change is None:
            yield from self._first_block(unit)
            return
        mark = unit.change.mark()
        savepoint = unit.change.connection.begin_nested()
        try:
            yield unit.change
        except BaseException:
            unit.change.back_to(mark)
            savepoint.rollback()
            raise
        savepoint.commit()

    def _first_block(self, unit: _Unit) -> Iterator[Change]:
        # The unit commits. A block that fails takes everything written so far with it, even if the caller goes on.
        change = unit.change = self._begin(unit.op)
        try:
            yield change
        except BaseException:
            unit.change = None
            self._end(change)
            raise

    @contextmanager
    def unit(self, op: str) -> Iterator[None]:
        """Everything inside is one transaction, committed at the end; nothing is opened until it is needed."""
        if self._unit.get() is not None:
            yield
            return
        unit = _Unit(op)
        token = self._unit.set(unit)
        try:
            with translated(self.url):
                yield
                if unit.change is not None:
                    unit.change.flush()
                    unit.change.connection.commit()
        finally:
            self._unit.reset(token)
            if unit.change is not None:
                self._end(unit.change)
        if unit.change is not None:
            unit.change.committed()
            self._tell()

    def close(self) -> None:
        """Release every connection."""
        if self.dialect == "sqlite":
            self._checkpoint("TRUNCATE")
        self.writer.dispose()
        self._reader.dispose()

    def _begin(self, op: str) -> Change:
        if self._write_lock is not None:
            self._write_lock.acquire()
        try:
            connection = self.writer.connect()
            connection.begin()
        except BaseException:
            if self._write_lock is not None:
                self._write_lock.release()
            raise
        call = current_call() or self.default_call
        change = Change(connection, call=call, op=op, clock=self.clock, ids=self.ids)
        try:
            check_held(change)
        except BaseException:
            self._end(change)
            raise
        return change

    def _end(self, change: Change) -> None:
        try:
            change.connection.close()  # rolls back what was not committed
        finally:
            if self._write_lock is not None:
                self._write_lock.release()
        if self.dialect == "sqlite":
            self._checkpoint_if_large()

    def _tell(self) -> None:
        with self.changed:
            self.changed.notify_all()

    def _checkpoint_if_large(self) -> None:
        from flyball.store.catalog.sqlite import wal_bytes

        # 16 MB of log: below it a checkpoint costs more fsyncs than it saves readers.
        if wal_bytes(self.url) > 16 * 2**20:
            self._checkpoint("RESTART")

    def _checkpoint(self, mode: str) -> None:
        # Checkpoints are taken in one place and with the write lock, never by SQLite itself: 3.7.0-3.51.2 can corrupt
        # the file when a commit and an automatic checkpoint coincide.
        with self._write_lock or nullcontext():
            try:
                with self.writer.connect() as connection:
                    connection.exec_driver_sql(f"PRAGMA wal_checkpoint({mode})")
            except DBAPIError:
                return  # a reader holds an old snapshot; the next change tries again
