"""The port of the stream store."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

if TYPE_CHECKING:
    import pyarrow


class SealedFile(Struct, frozen=True, kw_only=True):
    """One Parquet object with rows of one day.

    Times are integers: a row may carry any 64-bit `ts`, also one that no `datetime` can hold.
    """

    digest: str
    day: str
    rows: int
    size_bytes: int
    min_ts_us: int
    max_ts_us: int


class SealedSegment(Struct, frozen=True, kw_only=True):
    """What one seal moved from open segments into objects."""

    stream: str
    sequence: int
    rows: int
    files: tuple[SealedFile, ...]


class Streams(Protocol):
    """Named streams of rows in columns, appended by many processes, read as one table.

    **Rows.** Every row has a column `ts` (`timestamp[us, tz=UTC]`, never null); `_position` is reserved. Columns may
    come and go between appends: absent ones read as null, numbers widen (int to float rounds beyond 2^53), anything
    else that does not fit the stream is `SchemaMismatch` and nothing is written. Dictionary columns are stored as
    their values. A stream exists from its first append; before, it reads as empty.

    **Durable.** When `append` returns, its rows survive kill -9 of every process. Power loss may take what was
    acknowledged in the last second, unless the store was opened with `sync="always"`. A write that dies half-way
    leaves no row.

    **Exactly once.** With a `key`, the same append again writes nothing and returns the first position, for 7 days: in
    any process, after a crash, before and after sealing. `seal` moves rows without losing or doubling one, whatever
    dies when, and may be called by any number of processes.

    **Order.** `append` returns the stream's position after it: positions grow in the order of the appends of all
    processes (with gaps after a crash), and `scan` yields rows in that order.

    **Reads.** `scan` sees every row acknowledged before it started, once each, also while others append and seal.

    **Errors.** A name that is not `[a-z0-9][a-z0-9/_.-]*` (or has `..`, `//`, a final `/`) is `BadInput`; no space left
    is `DiskFull` with nothing half-written; bytes damaged after they were written are `StoreCorrupt`, naming the file.

    **Concurrency.** One instance may be used by all threads of a process, and survives `fork`; any number of processes
    may share a folder on one machine.
    """

    def append(self, stream: str, rows: pyarrow.RecordBatch | pyarrow.Table, *, key: str | None = None) -> int:
        """Add rows and return the position after them; with no rows, the present position."""
        ...

    def seal(self, stream: str) -> SealedSegment | None:
        """Turn all open rows, of this and of other processes, into Parquet by day; None when there are none."""
        ...

    def seal_if_due(
        self, stream: str, *, max_rows: int = 100_000, max_age_s: float = 900.0, max_bytes: int = 64 << 20
    ) -> SealedSegment | None:
        """Seal when the open rows are many, old or large enough."""
        ...

    def scan(
        self,
        stream: str,
        *,
        start: datetime | None = None,
        end: datetime | None = None,
        columns: Sequence[str] | None = None,
    ) -> pyarrow.Table:
        """Rows with `start <= ts < end`; of these columns, in this order."""
        ...

    def sealed(self, stream: str) -> tuple[SealedFile, ...]:
        """The objects that hold the sealed rows: garbage collection keeps them."""
        ...

    def list(self) -> list[str]:
        """The names of all streams, sorted."""
        ...

    def rows(self, stream: str) -> int:
        """The number of rows, sealed and open."""
        ...

    def close(self) -> None:
        """Sync and release files; the streams stay."""
        ...
