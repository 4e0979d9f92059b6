"""A version of a table as one Arrow table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pyarrow as pa

from flyball.core.errors import NotFound
from flyball.data.fragments import read_fragment
from flyball.data.manifest import Blobs, Column, Fragment, TableManifest
from flyball.data.types import parse_type


def read_table(
    objects: Blobs,
    manifest: TableManifest,
    *,
    columns: Sequence[str] | None = None,
    fragments: Iterable[Fragment] | None = None,
) -> pa.Table:
    """The rows in order of first appearance; only the named columns and fragments are read, all by default."""
    wanted = manifest.columns if columns is None else tuple(find_column(manifest, name) for name in columns)
    schema = pa.schema([pa.field(column.name, parse_type(column.type)) for column in wanted])
    parts = [
        _fragment_table(objects, fragment, wanted, schema)
        for fragment in (manifest.fragments if fragments is None else fragments)
    ]
    return pa.concat_tables(parts) if parts else schema.empty_table()


def find_column(manifest: TableManifest, name: str) -> Column:
    """The column of that name; `NotFound` lists what there is."""
    for column in manifest.columns:
        if column.name == name:
            return column
    names = ", ".join(column.name for column in manifest.columns[:30])
    raise NotFound(f"there is no column {name[:80]!r}", why=f"columns: {names}")


def _fragment_table(objects: Blobs, fragment: Fragment, wanted: tuple[Column, ...], schema: pa.Schema) -> pa.Table:
    found = read_fragment(objects, fragment, [column.id for column in wanted])
    arrays = []
    for column, field in zip(wanted, schema, strict=True):
        values = found.get(column.id)
        arrays.append(pa.nulls(fragment.rows, field.type) if values is None else values.cast(field.type))
    return pa.table(arrays, schema=schema)
