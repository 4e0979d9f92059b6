"""Rows of open frames as one table."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import groupby

import numpy as np
import pyarrow as pa

from flyball.store.streams.columns import POSITION, conform
from flyball.store.streams.frame import Frame

WITH_POSITION = pa.field(POSITION, pa.int64())


def table_of(frames: Sequence[Frame], schema: pa.Schema) -> pa.Table:
    """The rows with the columns of `schema` and their positions, in the order of the frames."""
    parts = []
    for message, group in groupby(frames, key=lambda frame: frame.schema):
        run = list(group)
        # Frames with one schema are one Arrow stream when put together, and reading that is much cheaper.
        data = b"".join([message, *(frame.batches for frame in run)])
        with pa.ipc.open_stream(data, options=_only(pa.ipc.read_schema(pa.py_buffer(message)), schema)) as reader:
            table = reader.read_all().combine_chunks()  # thousands of small chunks slow down whatever comes next
            parts.append(with_positions(conform(table, schema), _positions(run)))
    return pa.concat_tables([schema.append(WITH_POSITION).empty_table(), *parts])


def _only(written: pa.Schema, wanted: pa.Schema) -> pa.ipc.IpcReadOptions:
    """Columns that nobody asked for stay undecoded: a small batch costs its columns, not its bytes."""
    return pa.ipc.IpcReadOptions(included_fields=[i for i, name in enumerate(written.names) if name in wanted.names])


def with_positions(table: pa.Table, positions: np.ndarray) -> pa.Table:
    """The table with the reserved column."""
    return table.append_column(WITH_POSITION, pa.array(positions, pa.int64()))


def in_order(table: pa.Table) -> pa.Table:
    """The rows by position; nothing is moved when they are in order already, which is the usual case."""
    positions = table.column(POSITION).to_numpy()
    if np.all(positions[1:] > positions[:-1]):
        return table
    return table.take(pa.array(np.argsort(positions, kind="stable")))


def pick(schema: pa.Schema, names: Collection[str]) -> pa.Schema:
    """The schema with only these columns."""
    return pa.schema([field for field in schema if field.name in names])


def _positions(frames: Sequence[Frame]) -> np.ndarray:
    """A frame's position is that of its last row."""
    counts = np.array([frame.rows for frame in frames], dtype=np.int64)
    before = np.array([frame.position for frame in frames], dtype=np.int64) - counts
    starts = np.cumsum(counts) - counts
    return np.repeat(before - starts, counts) + np.arange(1, int(counts.sum()) + 1)
