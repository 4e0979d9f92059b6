"""Fit a table to the columns a dataset already has: widening is free, anything that loses a value is refused."""

from __future__ import annotations

import pyarrow as pa

from flyball.core.errors import SchemaMismatch
from flyball.data.manifest import Column
from flyball.data.types import family, parse_type, type_name


def assign_columns(schema: pa.Schema, known: tuple[Column, ...], *, following: int) -> tuple[Column, ...]:
    """The manifest's columns for a schema: a known name keeps its id, a new one gets `following` and so on."""
    ids = {column.name: column.id for column in known}
    columns = []
    for field in schema:
        if field.name not in ids:
            ids[field.name] = following
            following += 1
        columns.append(Column(id=ids[field.name], name=field.name, type=type_name(field.type)))
    return tuple(columns)


def fit_to(table: pa.Table, known: tuple[Column, ...], *, append: bool) -> pa.Table:
    """The table in the order and types of the known columns, new columns last.

    When appending, a column that is missing is an error, never silent nulls, and the dataset's type is kept unless the
    new one is a wider one of its family. When the whole table is replaced, columns may go.
    """
    names = set(table.column_names)
    missing = [column.name for column in known if column.name not in names]
    if append and missing:
        raise SchemaMismatch(
            f"the rows lack {len(missing)} columns of the dataset",
            why=f"missing: {', '.join(missing[:10])}",
            hint="add them (with nulls, if that is what you mean), or commit the whole table without them",
        )
    fields = []
    for column in known:
        if column.name in names:
            fields.append(pa.field(column.name, _fitting(table[column.name], column, append=append)))
    fields += [field for field in table.schema if field.name not in {column.name for column in known}]
    ordered = table.select([field.name for field in fields])
    return ordered.cast(pa.schema(fields))


def _fitting(values: pa.ChunkedArray, column: Column, *, append: bool) -> pa.DataType:
    """The type in which these values join the column; a cast to it is known to succeed."""
    have, want = values.type, parse_type(column.type)
    if have == want:
        return want
    if pa.types.is_null(want) or (_same_family(have, want) and have.bit_width > want.bit_width):
        return have  # the column widens
    if _casts(values, want):
        return want
    if not append and _casts_all(have, want):
        return have
    raise SchemaMismatch(
        f"column {column.name!r} holds {column.type}, the new rows hold {type_name(have)}",
        why=_example(values, want),
        hint=f"cast the column to {column.type}, or give the new values a name of their own",
    )


def _same_family(have: pa.DataType, want: pa.DataType) -> bool:
    return family(have) == family(want) in {"int", "uint", "float"}


def _casts(values: pa.ChunkedArray, want: pa.DataType) -> bool:
    """Whether every value survives a cast that may not lose anything. Numbers never become text, nor text numbers."""
    if pa.types.is_string(values.type) != pa.types.is_string(want) and not pa.types.is_null(values.type):
        return False
    if pa.types.is_boolean(values.type) != pa.types.is_boolean(want) and not pa.types.is_null(values.type):
        return False
    if _is_zoned(values.type) != _is_zoned(want) and not pa.types.is_null(values.type):
        return False
    try:
        values.cast(want)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        return False
    return True


def _casts_all(have: pa.DataType, want: pa.DataType) -> bool:
    """Whether the old column's type can become the new one: a whole number may become a fraction."""
    return bool(pa.types.is_floating(have) and pa.types.is_integer(want))


def _is_zoned(arrow: pa.DataType) -> bool:
    return bool(pa.types.is_timestamp(arrow) and arrow.tz)


def _example(values: pa.ChunkedArray, want: pa.DataType) -> str:
    for value in values.drop_null()[:1000].to_pylist():
        if not _casts(pa.chunked_array([pa.array([value], values.type)]), want):
            return f"{str(value)[:60]!r} is no {type_name(want)}"
    return "the types do not mean the same"
