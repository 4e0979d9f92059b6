"""The column types a dataset may have, and their spelling in a manifest; what other tools add is lowered to these."""

from __future__ import annotations

import re

import pyarrow as pa

from flyball.core.errors import SchemaMismatch

_SPELLINGS = """
null bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float double string binary date32 time32[s] time32[ms]
time64[us] time64[ns] duration[s] duration[ms] duration[us] duration[ns]
"""
_PLAIN = {name: pa.type_for_alias(name) for name in _SPELLINGS.split()}
_NAMES = {arrow: name for name, arrow in _PLAIN.items()}
_TIMESTAMP = re.compile(r"timestamp\[(s|ms|us|ns)(?:, tz=([^\]]+))?\]")
_DECIMAL = re.compile(r"decimal\((\d+), (-?\d+)\)")
_LIST = re.compile(r"list<(.+)>")


def type_name(arrow: pa.DataType) -> str:
    """How a manifest spells a type.

    >>> type_name(pa.timestamp("us", tz="UTC")), type_name(pa.list_(pa.string()))
    ('timestamp[us, tz=UTC]', 'list<string>')
    """
    if pa.types.is_list(arrow):
        return f"list<{type_name(arrow.value_type)}>"
    if pa.types.is_decimal(arrow):
        return f"decimal({arrow.precision}, {arrow.scale})"
    return _NAMES.get(arrow) or str(arrow)


def parse_type(name: str) -> pa.DataType:
    """The inverse of `type_name`; `SchemaMismatch` for a spelling no dataset has.

    >>> parse_type("list<decimal(9, 2)>")
    ListType(list<item: decimal128(9, 2)>)
    """
    if name in _PLAIN:
        return _PLAIN[name]
    if match := _TIMESTAMP.fullmatch(name):
        return pa.timestamp(match[1], tz=match[2])
    if match := _DECIMAL.fullmatch(name):
        return pa.decimal128(int(match[1]), int(match[2]))
    if match := _LIST.fullmatch(name):
        return pa.list_(parse_type(match[1]))
    raise SchemaMismatch(
        f"{name[:80]!r} is not a column type", why=f"known: {', '.join(_PLAIN)}, timestamp, decimal, list"
    )


def stored_type(arrow: pa.DataType, *, column: str) -> pa.DataType:
    """The type in which such values are stored: categories become their values, large and view types plain ones."""
    t = pa.types
    if t.is_dictionary(arrow):
        return stored_type(arrow.value_type, column=column)
    if t.is_large_string(arrow) or t.is_string_view(arrow):
        return pa.string()
    if t.is_large_binary(arrow) or t.is_fixed_size_binary(arrow) or t.is_binary_view(arrow):
        return pa.binary()
    if t.is_float16(arrow):
        return pa.float32()
    if t.is_date64(arrow):
        return pa.timestamp("ms")
    if t.is_large_list(arrow) or t.is_fixed_size_list(arrow) or t.is_list(arrow):
        return pa.list_(stored_type(arrow.value_type, column=column))
    if arrow in _NAMES or t.is_timestamp(arrow) or t.is_decimal128(arrow):
        return arrow
    raise SchemaMismatch(
        f"column {column!r} has the type {arrow}",
        why="tables hold numbers, text, bytes, times and lists of them",
        hint="store it as JSON text or as several columns",
    )


def family(arrow: pa.DataType) -> str:
    """Types whose values mean the same when the bits do: widths of one kind of number share a family."""
    if pa.types.is_signed_integer(arrow):
        return "int"
    if pa.types.is_unsigned_integer(arrow):
        return "uint"
    if pa.types.is_floating(arrow):
        return "float"
    return type_name(arrow)
