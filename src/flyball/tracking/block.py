"""The wire form of a block of metric points: an Arrow stream, in which every float keeps its bits."""

from __future__ import annotations

import pyarrow as pa
from msgspec import Struct

from flyball.core.errors import SchemaMismatch, TooLarge

MAX_POINTS = 100_000
SCHEMA = pa.schema(
    [
        ("key", pa.string()),
        ("context", pa.string()),
        ("step", pa.int64()),
        ("ts", pa.timestamp("us", tz="UTC")),
        ("value", pa.float64()),
    ]
)


class RawPoint(Struct, frozen=True):
    """One measurement on its way to the server."""

    key: str
    context: str
    step: int
    at_us: int
    value: float


def encode_block(points: list[RawPoint]) -> bytes:
    """The points as bytes."""
    columns = [
        pa.array([p.key for p in points], pa.string()),
        pa.array([p.context for p in points], pa.string()),
        pa.array([p.step for p in points], pa.int64()),
        pa.array([p.at_us for p in points], pa.timestamp("us", tz="UTC")),
        pa.array([p.value for p in points], pa.float64()),
    ]
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, SCHEMA) as writer:
        writer.write_batch(pa.record_batch(columns, schema=SCHEMA))
    content: bytes = sink.getvalue().to_pybytes()
    return content


def decode_block(content: bytes) -> pa.Table:
    """The points as a table of `SCHEMA`; raises `SchemaMismatch` for anything else, `TooLarge` above 100,000 points."""
    try:
        with pa.ipc.open_stream(content) as reader:
            if reader.schema != SCHEMA:
                raise SchemaMismatch("the block of points has other columns", why=f"needed: {SCHEMA.names}")
            table = reader.read_all()
        table.validate(full=True)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError) as error:
        raise SchemaMismatch("the body is not a block of metric points", why=str(error)[:200]) from error
    if table.num_rows > MAX_POINTS:
        raise TooLarge(f"a block of {table.num_rows} points", why=f"at most {MAX_POINTS} fit in one")
    if any(column.null_count for column in table.columns):
        raise SchemaMismatch("a point lacks a field", why="no column may have nulls")
    if any(not 0 < len(key) <= 250 for key in table["key"].unique().to_pylist()):
        raise SchemaMismatch("a metric's key is empty or longer than 250 characters")
    return table
