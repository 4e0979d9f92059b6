"""The reference of drift: the sketch of a version's own rows, made so that logged rows can be compared with it."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from flyball.core.errors import BadInput, StoreCorrupt
from flyball.monitoring.drift import TableSketch, sketch_table, table_frame


def reference_sketch(table: pa.Table, *, columns: Sequence[str]) -> bytes:
    """The bytes to keep as an object and to hand to `Monitors.set_reference`; of the model's features in `columns`."""
    absent = [name for name in columns if name not in table.column_names]
    if absent:
        raise BadInput(f"the reference has no column {absent[0]!r}", why=f"it has {', '.join(table.column_names)}")
    rows = comparable(table.select(list(columns)))
    return sketch_table(rows, frame=table_frame(rows)).to_bytes()


def check_reference(data: bytes) -> None:
    """Refuse bytes that `reference_sketch` did not make."""
    try:
        TableSketch.from_bytes(data)
    except (StoreCorrupt, BadInput, ValueError) as wrong:
        raise BadInput(
            "the reference is no sketch of a table", why=str(wrong), hint="make it with reference_sketch"
        ) from wrong


def comparable(table: pa.Table) -> pa.Table:
    """The same columns whatever they were stored as: numbers and booleans with the precision of float32.

    A model may be served in float32 what it was trained on in float64: 0.1 is another number then, beyond the greatest
    one ever seen.
    """
    return pa.table({name: _plain(table[name]) for name in table.column_names})


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    kind = column.type
    if pa.types.is_boolean(kind):
        column = pc.cast(column, pa.int8())
    elif not (pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind)):
        return column
    return pc.cast(column, pa.float32(), safe=False)
