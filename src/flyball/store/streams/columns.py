"""Which columns a stream accepts, and how rows of different appends become one table."""

from __future__ import annotations

import os
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from flyball.core.errors import SchemaMismatch, StoreCorrupt
from flyball.store.files import replace_file

TIME = "ts"
POSITION = "_position"
TIME_TYPE = pa.timestamp("us", tz="UTC")


def plain_schema(schema: pa.Schema) -> pa.Schema:
    """The columns as they are stored: nullable, without metadata, dictionaries replaced by their values."""
    return pa.schema([pa.field(field.name, _plain_type(field)) for field in schema])


def check_schema(schema: pa.Schema) -> None:
    """Raise `SchemaMismatch` unless rows of this (plain) schema can be kept at all."""
    repeated = sorted({name for name in schema.names if schema.names.count(name) > 1})
    if repeated:
        raise SchemaMismatch(f"column {repeated[0]!r} occurs twice")
    if POSITION in schema.names:
        raise SchemaMismatch(f"the column name {POSITION!r} is reserved")
    if TIME not in schema.names or schema.field(TIME).type != TIME_TYPE:
        has = schema.field(TIME).type if TIME in schema.names else "no such column"
        raise SchemaMismatch(f"a stream needs a column {TIME!r} of {TIME_TYPE}", why=f"there is {has}")
    try:
        pq.write_table(schema.empty_table(), pa.BufferOutputStream())
    except (pa.ArrowException, ValueError) as error:
        raise SchemaMismatch("a column has a type that Parquet cannot hold", why=str(error)) from error


def unify(known: pa.Schema, new: pa.Schema) -> pa.Schema:
    """The schema that holds rows of both; `SchemaMismatch` names what does not fit."""
    try:
        unified = pa.unify_schemas([known, new], promote_options="permissive")
        conform(known.empty_table(), unified)
        conform(new.empty_table(), unified)
    except pa.ArrowException as error:
        raise SchemaMismatch("a column has another type than earlier in the stream", why=str(error)) from error
    return unified


def conform(table: pa.Table, schema: pa.Schema) -> pa.Table:
    """The table with exactly these columns: absent ones null, narrower types widened."""
    arrays = []
    for field in schema:
        if field.name not in table.column_names:
            arrays.append(pa.nulls(table.num_rows, field.type))
            continue
        column = table.column(field.name)
        # Unsafe only in that large integers round when the column became a float one.
        arrays.append(column if column.type == field.type else column.cast(field.type, safe=False))
    return pa.table(arrays, schema=schema)


def load_schema(folder: Path) -> pa.Schema | None:
    """The unified schema of a stream; None before its first append."""
    path = folder / "schema"
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    try:
        return pa.ipc.read_schema(pa.py_buffer(data))
    except pa.ArrowException as error:
        raise StoreCorrupt(f"the schema {path} is damaged", why=str(error), hint="flyball doctor --scrub") from error


def store_schema(folder: Path, schema: pa.Schema) -> None:
    """Replace the unified schema; durable, for frames that need it follow."""
    replace_file(folder / "schema", schema.serialize().to_pybytes(), temporary=folder / f".schema.{os.getpid()}")


def _plain_type(field: pa.Field) -> pa.DataType:
    kind = field.type.value_type if pa.types.is_dictionary(field.type) else field.type
    if _has_dictionary(kind):
        raise SchemaMismatch(f"column {field.name!r} has a dictionary inside {field.type}", hint="decode it first")
    return kind


def _has_dictionary(kind: pa.DataType) -> bool:
    inner = [kind.field(index).type for index in range(kind.num_fields)]
    return pa.types.is_dictionary(kind) or any(_has_dictionary(part) for part in inner)
