"""Write a run of rows as one Parquet object, and read it back."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from flyball.core import digest
from flyball.core.errors import StoreCorrupt
from flyball.data.hashing import Sums
from flyball.data.manifest import FRAGMENT_ROWS, Blobs, Column, ColumnFile, Fragment, Stats

_LONGEST_BOUND = 64
_EXACT = 2**53


def write_fragment(
    objects: Blobs, table: pa.Table, *, columns: tuple[Column, ...], sums: Sums, parent: str, ordinal: int
) -> Fragment:
    """Store the rows; `parent` and `ordinal` say where the fragment was born, which makes its id unique."""
    content = to_parquet(table)
    stored = objects.put(content)
    ids = {column.name: column.id for column in columns}
    return Fragment(
        id=digest({"parent": parent, "ordinal": ordinal, "objects": [stored]})[:32],
        rows=table.num_rows,
        size_bytes=len(content),
        files=(ColumnFile(object=stored, fields=tuple(ids[n] for n in table.column_names), names=_names(table)),),
        row_sum=sums.row_sum,
        col_sums={str(ids[name]): total for name, total in sums.col_sums.items()},
        stats={str(ids[name]): column_stats(table[name]) for name in table.column_names},
    )


def read_fragment(objects: Blobs, fragment: Fragment, fields: Sequence[int]) -> dict[int, pa.ChunkedArray]:
    """Columns by field id, verified against the object's digest; a field the fragment never had is left out."""
    found: dict[int, pa.ChunkedArray] = {}
    for file in reversed(fragment.files):  # the newest file of a column wins
        wanted = {f: n for f, n in zip(file.fields, file.names, strict=True) if f in fields and f not in found}
        if not wanted:
            continue
        table = from_parquet(objects.get(file.object), list(wanted.values()), name=file.object)
        if table.num_rows != fragment.rows:
            raise StoreCorrupt(f"object {file.object} has {table.num_rows} rows, its manifest says {fragment.rows}")
        found.update({field: table[name] for field, name in wanted.items()})
    return found


def to_parquet(table: pa.Table) -> bytes:
    """Zstandard-compressed Parquet in one row group."""
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd", row_group_size=FRAGMENT_ROWS, write_page_index=True)
    content: bytes = sink.getvalue().to_pybytes()
    return content


def from_parquet(content: bytes, names: list[str] | None, *, name: str) -> pa.Table:
    """The named columns; `StoreCorrupt` if the object is no Parquet, which its digest cannot tell."""
    try:
        return pq.read_table(pa.BufferReader(content), columns=names, use_threads=len(content) > 2**20)
    except (pa.ArrowException, OSError, KeyError) as error:
        raise StoreCorrupt(f"object {name} is not the Parquet its manifest describes", why=str(error)[:200]) from error


def column_stats(values: pa.ChunkedArray) -> Stats:
    """Null count, and bounds where JSON spells them exactly (no fractions, no long text): enough to skip fragments."""
    kind = values.type
    if pa.types.is_timestamp(kind) or pa.types.is_date32(kind):
        values = values.cast(pa.int32() if pa.types.is_date32(kind) else pa.int64())
    elif not (pa.types.is_integer(kind) or pa.types.is_string(kind)):
        return Stats(nulls=values.null_count)
    bounds = pc.min_max(values)
    low, high = bounds["min"].as_py(), bounds["max"].as_py()
    if not (_is_exact(low) and _is_exact(high)):
        return Stats(nulls=values.null_count)
    return Stats(nulls=values.null_count, low=low, high=high)


def _is_exact(bound: int | str | None) -> bool:
    if isinstance(bound, str):
        return len(bound) <= _LONGEST_BOUND
    return bound is not None and abs(bound) <= _EXACT


def _names(table: pa.Table) -> tuple[str, ...]:
    return tuple(table.column_names)
