"""Sealed rows: Parquet objects with the rows of one day each."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from flyball.core.errors import NotFound, StoreCorrupt
from flyball.store.objects import Objects
from flyball.store.streams.base import SealedFile
from flyball.store.streams.columns import POSITION, TIME

_DAY_US = 86_400_000_000
_ROW_GROUP_ROWS = 131_072


def put_by_day(table: pa.Table, objects: Objects) -> tuple[SealedFile, ...]:
    """Store rows as one object for each day of `ts`, keeping their order; durable when it returns."""
    return tuple(_put(day, part, objects) for day, part in _days(table))


def get_rows(file: SealedFile, columns: Collection[str], objects: Objects) -> pa.Table:
    """Those of the columns that the file has; page checksums are verified when the bytes were not."""
    path = None
    try:
        path = objects.open_local(file.digest)
        source = pa.memory_map(str(path)) if path is not None else pa.BufferReader(objects.get(file.digest))
        with pq.ParquetFile(source, page_checksum_verification=True) as parquet:
            present = [name for name in parquet.schema_arrow.names if name in columns]
            return parquet.read(columns=present)
    except (NotFound, pa.ArrowException, OSError) as error:
        what = f"object {file.digest} of a stream cannot be read"
        raise StoreCorrupt(what, why=str(error), hint="flyball doctor --scrub") from error


def times_us(table: pa.Table) -> np.ndarray:
    """The column `ts` as integers."""
    values: np.ndarray = table.column(TIME).cast(pa.int64()).to_numpy()
    return values


def _days(table: pa.Table) -> Iterator[tuple[int, pa.Table]]:
    days = times_us(table) // _DAY_US
    present = np.unique(days)
    for day in present:
        yield int(day), table if len(present) == 1 else table.filter(pa.array(days == day))


def _put(day: int, table: pa.Table, objects: Objects) -> SealedFile:
    sink = pa.BufferOutputStream()
    pq.write_table(
        table,
        sink,
        compression="zstd",
        row_group_size=_ROW_GROUP_ROWS,
        use_dictionary=[name for name in table.column_names if name != POSITION],
        column_encoding={POSITION: "DELTA_BINARY_PACKED"},
        write_page_checksum=True,
    )
    data = sink.getvalue()
    times = times_us(table)
    return SealedFile(
        digest=objects.put(memoryview(data)),
        day=str(np.datetime64(day, "D")),
        rows=table.num_rows,
        size_bytes=data.size,
        min_ts_us=int(times.min()),
        max_ts_us=int(times.max()),
    )
