"""From tables to the matrix a model takes, by column name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from flyball.core.errors import SchemaMismatch
from flyball.registry.flavours.base import Matrix


def to_matrix(data: Any, columns: Sequence[str] | None = None) -> tuple[Matrix, tuple[str, ...]]:
    """Rows as 32-bit floats, missing values as NaN, with their column names.

    Takes an Arrow table, anything that offers itself as one (pandas, Polars), or a matrix with `columns`. A table may
    hold more columns than asked for; `SchemaMismatch` names those it lacks, and columns that are not numbers.
    """
    if isinstance(data, np.ndarray):
        return _from_array(data, columns)
    table = data if isinstance(data, pa.Table) else _as_table(data)
    names = tuple(columns if columns is not None else table.column_names)
    missing = [name for name in names if name not in table.column_names]
    if missing:
        raise SchemaMismatch(f"the rows lack the column {missing[0]!r}", why=f"missing: {', '.join(missing[:20])}")
    matrix = np.empty((table.num_rows, len(names)), dtype=np.float32)
    for position, name in enumerate(names):
        matrix[:, position] = _numbers(table[name], name)
    return matrix, names


def _from_array(data: np.ndarray[Any, Any], columns: Sequence[str] | None) -> tuple[Matrix, tuple[str, ...]]:
    if columns is None:
        raise SchemaMismatch("a matrix has no column names", hint="pass columns=[…], or an Arrow table")
    if data.ndim != 2 or data.shape[1] != len(columns):
        raise SchemaMismatch(f"{len(columns)} columns are needed", why=f"the matrix has the shape {data.shape}")
    if data.dtype.kind not in "biuf":
        raise SchemaMismatch("the matrix does not hold numbers", why=f"its type is {data.dtype}")
    return data.astype(np.float32), tuple(columns)


def _as_table(data: Any) -> pa.Table:
    try:
        return pa.table(data)
    except (TypeError, ValueError) as error:  # Arrow's own are ValueErrors
        raise SchemaMismatch(f"a {type(data).__name__} is no table", why=str(error)[:200]) from error


def _numbers(column: pa.ChunkedArray, name: str) -> Any:
    kind = column.type
    if pa.types.is_boolean(kind):
        column = column.cast(pa.int8())
    elif not (pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_null(kind)):
        raise SchemaMismatch(f"the column {name!r} does not hold numbers", why=f"its type is {kind}")
    return column.cast(pa.float64()).to_numpy().astype(np.float32)
