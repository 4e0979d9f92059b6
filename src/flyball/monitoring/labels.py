"""Outcomes as a stream: early, late, repeated and corrected ones, and the value that counts in the end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from flyball.core.canonical import digest
from flyball.monitoring.model import Label

if TYPE_CHECKING:
    from flyball.store.streams import Streams

_SCHEMA = pa.schema(
    [
        pa.field("ts", pa.timestamp("us", tz="UTC"), nullable=False),
        pa.field("key", pa.string(), nullable=False),
        pa.field("value", pa.float64()),
        pa.field("revision", pa.int64(), nullable=False),
    ]
)

_NONE = pa.table(
    {
        "key": pa.array([], pa.string()),
        "value": pa.array([], pa.float64()),
        "known_at": pa.array([], pa.timestamp("us", tz="UTC")),
    }
)


def label_stream(project: str, deployment: str) -> str:
    """The stream that holds a deployment's labels.

    >>> label_stream("airline", "late-flight")
    'labels/airline/late-flight'
    """
    return f"labels/{project}/{deployment}"


def append_labels(streams: Streams, stream: str, labels: Sequence[Label]) -> None:
    """Add labels; the same batch again writes nothing. Durable when it returns."""
    rows = {
        "ts": [label.at for label in labels],
        "key": [label.key for label in labels],
        "value": [label.value for label in labels],
        "revision": [label.revision for label in labels],
    }
    streams.append(stream, pa.table(rows, schema=_SCHEMA), key=digest(msgspec.json.encode(labels)))


def read_labels(
    streams: Streams, stream: str, *, start: datetime | None = None, end: datetime | None = None
) -> pa.Table:
    """The value that counts per key, as known in [start, end): the greatest revision, of equals the last to arrive.

    Columns `key`, `value`, `known_at`; a retracted label is not among them.
    """
    rows = streams.scan(stream, start=start, end=end, columns=["ts", "key", "value", "revision"])
    if rows.num_rows == 0:
        return _NONE
    rows = rows.append_column("order", pa.array(range(rows.num_rows)))
    rows = rows.sort_by([("key", "ascending"), ("revision", "descending"), ("order", "descending")])
    keys = rows["key"].combine_chunks()
    rows = rows.filter(pa.concat_arrays([pa.array([True]), pc.not_equal(keys[1:], keys[:-1])]))
    rows = rows.filter(pc.is_valid(rows["value"]))
    return pa.table({"key": rows["key"], "value": rows["value"], "known_at": rows["ts"]})
