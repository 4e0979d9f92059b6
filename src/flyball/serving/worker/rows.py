"""Rows of a request, validated against the signature and held the way the model wants them.

A signature of floating-point columns only is a *matrix*: flat numbers that are joined for a whole batch at once.
Any other is one array per column.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from flyball.serving.signature import FLOATS, Column, Signature

Array = NDArray[Any]

NUMPY_TYPES: dict[str, str] = {
    "BOOL": "bool",
    "FP32": "float32",
    "FP64": "float64",
    "BYTES": "object",
    **{f"{sign}INT{bits}": f"{sign.lower()}int{bits}" for sign in ("", "U") for bits in (8, 16, 32, 64)},
}


class Layout:
    """How the rows of one signature are held in memory; made once per deployment and generation."""

    def __init__(self, signature: Signature) -> None:
        self.signature = signature
        self.names = [column.name for column in signature.inputs]
        self.width = len(self.names)
        self.index = {name: k for k, name in enumerate(self.names)}
        self.is_matrix = all(column.datatype in FLOATS for column in signature.inputs)
        is_double = any(column.datatype == "FP64" for column in signature.inputs)
        self.dtype = np.dtype("float64" if is_double else "float32")
        self.required = [k for k, column in enumerate(signature.inputs) if not column.is_nullable]
        self.dtypes = [column_dtype(column) for column in signature.inputs]


def column_dtype(column: Column) -> np.dtype[Any]:
    """What a column is held as; integers and booleans that may be missing become floats, in which NaN says missing."""
    if column.is_nullable and column.datatype not in FLOATS and column.datatype != "BYTES":
        return np.dtype("float64")
    return np.dtype(NUMPY_TYPES[column.datatype])


class Rows:
    """Rows of one request: flat row-major numbers, a matrix, or columns."""

    __slots__ = ("columns", "count", "flat", "matrix")

    def __init__(
        self,
        count: int,
        *,
        flat: list[float] | None = None,
        matrix: Array | None = None,
        columns: list[Array] | None = None,
    ) -> None:
        self.count = count
        self.flat = flat
        self.matrix = matrix
        self.columns = columns


def join_matrix(layout: Layout, parts: list[Rows]) -> Array:
    """One (rows, columns) matrix of all parts, in order."""
    if all(part.flat is not None for part in parts):
        if len(parts) == 1:
            return np.array(parts[0].flat, dtype=layout.dtype).reshape(-1, layout.width)
        flat: list[float] = []
        for part in parts:
            flat += part.flat or ()
        return np.array(flat, dtype=layout.dtype).reshape(-1, layout.width)
    return np.concatenate([matrix_of(layout, part) for part in parts])


def matrix_of(layout: Layout, part: Rows) -> Array:
    """The matrix of one part."""
    if part.matrix is not None:
        return part.matrix
    return np.array(part.flat, dtype=layout.dtype).reshape(-1, layout.width)


def join_columns(layout: Layout, parts: list[Rows]) -> list[Array]:
    """One array per column of all parts, in order."""
    if len(parts) == 1:
        return parts[0].columns or []
    held = [part.columns or [] for part in parts]
    return [np.concatenate([columns[k] for columns in held]) for k in range(layout.width)]


def pick(rows: Rows, indexes: list[int], layout: Layout) -> Rows:
    """Some of the rows, when one request is split over several arms."""
    if layout.is_matrix:
        return Rows(len(indexes), matrix=matrix_of(layout, rows)[indexes])
    return Rows(len(indexes), columns=[column[indexes] for column in rows.columns or []])
