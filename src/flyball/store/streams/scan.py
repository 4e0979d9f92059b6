"""Reading a stream: sealed objects and open frames as one table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa

from flyball.core.errors import SchemaMismatch
from flyball.store.objects import Objects
from flyball.store.streams.base import SealedFile
from flyball.store.streams.columns import TIME, TIME_TYPE, conform, load_schema
from flyball.store.streams.parquet import get_rows, times_us
from flyball.store.streams.rows import WITH_POSITION, in_order, pick, table_of
from flyball.store.streams.snapshot import take_snapshot


def scan_stream(
    folder: Path, *, objects: Objects, start_us: int | None, end_us: int | None, columns: Sequence[str] | None
) -> pa.Table:
    """Rows with `start_us <= ts < end_us`, in the order of their positions."""
    snapshot = take_snapshot(folder)
    known = load_schema(folder)  # after the snapshot, so that it covers every frame in it
    if known is None:
        return _nothing(columns)
    names = list(known.names if columns is None else columns)
    _check_names(names, known)
    schema = pick(known, {TIME, *names})
    stored = schema.append(WITH_POSITION)
    parts = [
        conform(get_rows(file, stored.names, objects), stored)
        for file in snapshot.manifest.files
        if _overlaps(file, start_us, end_us)
    ]
    parts.append(table_of(snapshot.frames, schema))
    return _within(in_order(pa.concat_tables(parts)), start_us, end_us).select(names)


def _nothing(columns: Sequence[str] | None) -> pa.Table:
    """What a stream without any append reads as: nobody knows the types of its columns yet."""
    names = [TIME] if columns is None else columns
    return pa.schema([(name, TIME_TYPE if name == TIME else pa.null()) for name in names]).empty_table()


def _check_names(names: Sequence[str], schema: pa.Schema) -> None:
    unknown = [name for name in names if name not in schema.names]
    if unknown:
        raise SchemaMismatch(f"the stream has no column {unknown[0]!r}", why=f"it has {', '.join(schema.names)}")


def _overlaps(file: SealedFile, start_us: int | None, end_us: int | None) -> bool:
    return (start_us is None or file.max_ts_us >= start_us) and (end_us is None or file.min_ts_us < end_us)


def _within(table: pa.Table, start_us: int | None, end_us: int | None) -> pa.Table:
    if start_us is None and end_us is None:
        return table
    times = times_us(table)
    inside = np.ones(len(times), dtype=bool)
    if start_us is not None:
        inside &= times >= start_us
    if end_us is not None:
        inside &= times < end_us
    return table if inside.all() else table.filter(pa.array(inside))
