"""Between Arrow tables and the kernel's arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from flyball.core.errors import SchemaMismatch
from flyball.features.kernel import Column, EventRows, row_hashes
from flyball.features.kernel.columns import Int64Array
from flyball.features.model import Source

Key = tuple[str | int | bool | bytes | float, ...]
MICROSECONDS = pa.timestamp("us", tz="UTC")


def column_of(table: pa.Table, name: str, *, needed_by: str) -> Column:
    """A column in the kernel's types; `SchemaMismatch` names who needs it when it is missing."""
    if name not in table.column_names:
        raise SchemaMismatch(f"{needed_by} needs the column {name!r}", why=f"there are {', '.join(table.column_names)}")
    array = table[name].combine_chunks()
    if isinstance(array, pa.ChunkedArray):
        array = pa.concat_arrays(array.chunks) if array.num_chunks else pa.array([], array.type)
    if pa.types.is_timestamp(array.type):
        array = array.cast(MICROSECONDS).cast(pa.int64())
    valid = np.asarray(pc.is_valid(array))
    if pa.types.is_string(array.type) or pa.types.is_large_string(array.type) or pa.types.is_dictionary(array.type):
        return Column(np.array(array.to_pylist(), dtype=np.object_), valid)
    filled = pc.fill_null(array, False if pa.types.is_boolean(array.type) else 0)
    return Column.of(filled.to_numpy(zero_copy_only=False), valid)


def moments_of(table: pa.Table, name: str, *, needed_by: str) -> Int64Array:
    """A column of moments as microseconds since 1970 UTC; naive or missing moments are refused."""
    column = column_of(table, name, needed_by=needed_by)
    kind = table[name].type
    if len(table) and not pa.types.is_timestamp(kind):
        raise SchemaMismatch(f"the column {name!r} holds no moments", why=f"it is {kind}", hint="2013-03-15T04:00:00Z")
    if pa.types.is_timestamp(kind) and kind.tz is None:
        raise SchemaMismatch(
            f"the column {name!r} has no time zone", why=f"{needed_by} compares moments", hint="use UTC"
        )
    if not column.valid.all():
        raise SchemaMismatch(f"the column {name!r} has missing moments", why=f"{needed_by} needs one per row")
    return column.values.astype(np.int64)


class EntityCodes:
    """Dense codes for keys, the same for events and requests; a key with a null part is -1 and matches nothing."""

    def __init__(self) -> None:
        self._codes: dict[Key, int] = {}

    def encode(self, columns: Sequence[Column], *, grow: bool) -> Int64Array:
        """Codes of rows; unknown keys get a new code, or -1 when `grow` is False."""
        keys: list[Key] = list(zip(*(column.values.tolist() for column in columns), strict=True))
        valid = np.logical_and.reduce([column.valid for column in columns])
        known = self._codes
        found = [known.setdefault(key, len(known)) for key in keys] if grow else [known.get(key, -1) for key in keys]
        codes = np.array(found, dtype=np.int64)
        codes[~valid] = -1
        return codes

    @property
    def keys(self) -> list[Key]:
        """The keys in the order of their codes."""
        return list(self._codes)


ROW_ID = "_id"
"""The column of the kernel's events that holds a hash of the source's row id."""


def row_ids(table: pa.Table, source: Source) -> Column | None:
    """Hashes of the source's row ids, the same for all of its views; None if its rows cannot be told apart."""
    if source.id is None:
        return None
    identity = {source.id: column_of(table, source.id, needed_by=f"source:{source.name}")}
    return Column.of(row_hashes(identity, rows=table.num_rows).view(np.int64))


def event_rows(
    table: pa.Table,
    *,
    entity: Int64Array,
    source: Source,
    columns: Sequence[str],
    needed_by: str,
    ids: Column | None,
) -> EventRows:
    """The facts of one view: rows of a source as the kernel takes them; `ids` come from `row_ids`."""
    read = {name: column_of(table, name, needed_by=needed_by) for name in columns}
    if ids is not None:
        read[ROW_ID] = ids
    return EventRows(
        entity=entity,
        at=moments_of(table, source.event, needed_by=needed_by),
        columns=read,
        tie=row_hashes(read, rows=table.num_rows),
        available_at=None if source.known is None else moments_of(table, source.known, needed_by=needed_by),
    )


def to_table(columns: Mapping[str, Column]) -> pa.Table:
    """An Arrow table; what is not valid is null."""
    return pa.table({name: pa.array(column.values, mask=~column.valid) for name, column in columns.items()})
