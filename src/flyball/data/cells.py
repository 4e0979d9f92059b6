"""Cells of a table as values that JSON can carry."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import msgspec
import pyarrow as pa

from flyball.data.manifest import Scalar

_LARGEST = 2**53
_LONGEST = 2_000


def rows_of(table: pa.Table) -> tuple[tuple[Scalar, ...], ...]:
    """All rows, each as a tuple of JSON values; for the few rows that a page or a sample shows."""
    columns = [[scalar(value) for value in values_of(table[name])] for name in table.column_names]
    return tuple(zip(*columns, strict=True)) if columns else ()


def scalar(value: Any) -> Scalar:  # noqa: PLR0911 - one line per type reads best
    r"""A cell as JSON: times in ISO form, bytes in hexadecimal, what has no JSON number as text; text is cut at 2,000.

    >>> scalar(float("nan")), scalar(b"\x01"), scalar(datetime(2013, 1, 1, tzinfo=UTC))
    ('NaN', '01', '2013-01-01T00:00:00Z')
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return value if abs(value) <= _LARGEST else str(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}[str(value)]
    if isinstance(value, str):
        return value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…"
    if isinstance(value, datetime) and value.tzinfo:
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bytes):
        return value[: _LONGEST // 2].hex()
    if isinstance(value, Decimal | timedelta):
        return str(value)
    if isinstance(value, list):
        return msgspec.json.encode([scalar(item) for item in value]).decode()
    return str(value)[:_LONGEST]


def values_of(column: pa.ChunkedArray) -> list[Any]:
    """Cells as Python values."""
    # Python's datetime has no nanoseconds; without pandas pyarrow refuses to drop them silently, so text it is.
    if pa.types.is_timestamp(column.type) and column.type.unit == "ns":
        column = column.cast(pa.timestamp("us", tz=column.type.tz), safe=False)
    if pa.types.is_time64(column.type) or pa.types.is_duration(column.type):
        column = column.cast(pa.string()) if pa.types.is_time64(column.type) else column.cast(pa.int64())
    values: list[Any] = column.to_pylist()
    return values
