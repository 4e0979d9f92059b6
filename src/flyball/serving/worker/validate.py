"""From a body to validated rows: names, datatypes, shapes and missing values, checked against the signature.

Two ways lead to the same result. Flat numbers for a signature of floats are read in one pass; whatever does not fit
there, rightly or wrongly, takes the slow way, which finds the place of every fault.
"""

from __future__ import annotations

import math
from typing import Any

import msgspec
import numpy as np

from flyball.serving.signature import FLOATS, INTEGERS, Column
from flyball.serving.worker.refuse import Refused, bad_input
from flyball.serving.worker.request import (
    AnyRequest,
    AnyTensor,
    FloatRequest,
    GapRequest,
    Parameters,
    read_any,
    read_floats,
    read_gaps,
)
from flyball.serving.worker.rows import NUMPY_TYPES, Array, Layout, Rows

MATRIX_NAME = "x"
"""A request may send all columns as one tensor of this name and shape [rows, columns], in the signature's order."""

_FLOAT32_MAX = float(np.finfo(np.float32).max)
_SENT_AS: dict[str, frozenset[str]] = {
    "FP32": FLOATS | INTEGERS,
    "FP64": FLOATS | INTEGERS,
    "BOOL": frozenset({"BOOL"}),
    "BYTES": frozenset({"BYTES"}),
} | dict.fromkeys(INTEGERS, INTEGERS)


class Valid:
    """A request that may be predicted."""

    __slots__ = ("id", "parameters", "rows")

    def __init__(self, rows: Rows, id: str | None, parameters: Parameters | None) -> None:
        self.rows = rows
        self.id = id
        self.parameters = parameters


def validate(body: bytes, layout: Layout, max_rows: int) -> Valid:
    """The rows of a request body; `Refused` says where it is wrong."""
    if layout.is_matrix:
        quick = read_floats(body)
        if quick is not None:
            flat = _flat_rows(quick, layout, max_rows)
            if flat is not None:
                return Valid(flat, quick.id, quick.parameters)
        gaps = read_gaps(body) if quick is None else None
        if gaps is not None:
            filled = _gap_rows(gaps, layout, max_rows)
            if filled is not None:
                return Valid(filled, gaps.id, gaps.parameters)
    request = read_any(body)
    return Valid(_slow_rows(request, layout, max_rows), request.id, request.parameters)


def _flat_rows(request: FloatRequest, layout: Layout, max_rows: int) -> Rows | None:
    inputs = request.inputs
    if len(inputs) == 1 and inputs[0].name == MATRIX_NAME and len(inputs[0].shape) == 2:
        tensor = inputs[0]
        count, width = tensor.shape
        fits = width == layout.width and 0 < count <= max_rows and len(tensor.data) == count * width
        if not fits or tensor.datatype not in FLOATS:
            return None
        return Rows(count, flat=tensor.data) if _fit(tensor.data, layout) else None
    return _flat_columns(request, layout, max_rows)


def _flat_columns(request: FloatRequest, layout: Layout, max_rows: int) -> Rows | None:
    inputs = request.inputs
    if [tensor.name for tensor in inputs] != layout.names:
        return None
    count = len(inputs[0].data)
    if not 0 < count <= max_rows:
        return None
    for tensor in inputs:
        if tensor.shape not in ([count], [count, 1]) or len(tensor.data) != count:
            return None
        if tensor.datatype not in FLOATS or not _fit(tensor.data, layout):
            return None
    if count == 1:
        return Rows(1, flat=[tensor.data[0] for tensor in inputs])
    return Rows(count, matrix=np.array([tensor.data for tensor in inputs], dtype=layout.dtype).T)


def _gap_rows(request: GapRequest, layout: Layout, max_rows: int) -> Rows | None:
    inputs = request.inputs
    if [tensor.name for tensor in inputs] != layout.names:
        return None
    count = len(inputs[0].data)
    if not 0 < count <= max_rows:
        return None
    for tensor in inputs:
        if tensor.shape not in ([count], [count, 1]) or len(tensor.data) != count or tensor.datatype not in FLOATS:
            return None
    matrix = np.array([tensor.data for tensor in inputs], dtype=np.float64)  # null becomes NaN
    if np.isnan(matrix[layout.required]).any() or (layout.dtype.itemsize == 4 and (abs(matrix) > _FLOAT32_MAX).any()):
        return None
    return Rows(count, matrix=matrix.T.astype(layout.dtype))


def _fit(data: list[float], layout: Layout) -> bool:
    # JSON has no NaN, so the two ends speak for all.
    return layout.dtype.itemsize == 8 or -_FLOAT32_MAX < min(data) <= max(data) < _FLOAT32_MAX


def _slow_rows(request: AnyRequest, layout: Layout, max_rows: int) -> Rows:
    inputs = request.inputs
    if not inputs:
        raise bad_input("the request has no inputs", pointer="/inputs", expected=f"{layout.width} tensors", got="none")
    if len(inputs) == 1 and inputs[0].name == MATRIX_NAME and MATRIX_NAME not in layout.index:
        return _matrix_rows(inputs[0], layout, max_rows)
    at = _by_name(inputs, layout)
    count = _row_count(inputs[0], "/inputs/0", max_rows)
    columns = []
    for column, dtype in zip(layout.signature.inputs, layout.dtypes, strict=True):
        place = at[column.name]
        columns.append(_column(inputs[place], column, dtype, count, f"/inputs/{place}"))
    if layout.is_matrix:
        return Rows(count, matrix=np.column_stack(columns).astype(layout.dtype, copy=False))
    return Rows(count, columns=columns)


def _by_name(inputs: list[AnyTensor], layout: Layout) -> dict[str, int]:
    at: dict[str, int] = {}
    for place, tensor in enumerate(inputs):
        pointer = f"/inputs/{place}/name"
        if tensor.name not in layout.index:
            known = ", ".join(layout.names[:20])
            raise bad_input("there is no such input", pointer=pointer, expected=f"one of {known}", got=tensor.name)
        if tensor.name in at:
            raise bad_input("an input is given twice", pointer=pointer, expected="each name once", got=tensor.name)
        at[tensor.name] = place
    missing = [name for name in layout.names if name not in at]
    if missing:
        raise bad_input(
            "inputs are missing", pointer="/inputs", expected=", ".join(missing[:20]), got=f"{len(inputs)} inputs"
        )
    return at


def _row_count(tensor: AnyTensor, pointer: str, max_rows: int) -> int:
    count = tensor.shape[0] if tensor.shape else 0
    if count > max_rows:
        raise Refused(413, "too-large", f"{count} rows are more than {max_rows}", why="send them in several requests")
    if count < 1:
        raise bad_input("a request needs rows", pointer=f"{pointer}/shape", expected="at least 1 row", got=tensor.shape)
    return count


def _matrix_rows(tensor: AnyTensor, layout: Layout, max_rows: int) -> Rows:
    kinds = {column.datatype for column in layout.signature.inputs}
    if not kinds <= FLOATS | INTEGERS:
        raise bad_input(
            "the model has columns that are no numbers", pointer="/inputs/0", expected="one tensor per column", got="x"
        )
    count = _row_count(tensor, "/inputs/0", max_rows)
    if tensor.shape != [count, layout.width]:
        raise bad_input(
            "the matrix has another shape",
            pointer="/inputs/0/shape",
            expected=f"[{count}, {layout.width}]",
            got=tensor.shape,
        )
    values = _values(tensor, count * layout.width, "/inputs/0")
    columns = [
        _typed(values[k :: layout.width], column, dtype, "/inputs/0", start=k, step=layout.width, sent=tensor.datatype)
        for k, (column, dtype) in enumerate(zip(layout.signature.inputs, layout.dtypes, strict=True))
    ]
    if layout.is_matrix:
        return Rows(count, matrix=np.column_stack(columns).astype(layout.dtype, copy=False))
    return Rows(count, columns=columns)


def _column(tensor: AnyTensor, column: Column, dtype: np.dtype[Any], count: int, pointer: str) -> Array:
    if tensor.shape not in ([count], [count, 1]):
        raise bad_input(
            f"{column.name} has another shape", pointer=f"{pointer}/shape", expected=f"[{count}]", got=tensor.shape
        )
    return _typed(_values(tensor, count, pointer), column, dtype, pointer, start=0, step=1, sent=tensor.datatype)


def _values(tensor: AnyTensor, count: int, pointer: str) -> list[Any]:
    try:
        data = msgspec.json.decode(tensor.data)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise bad_input("data cannot be read", pointer=f"{pointer}/data", expected="values", got=error) from error
    flat = data if isinstance(data, list) else [data]
    for _ in range(len(tensor.shape) - 1):
        if flat and isinstance(flat[0], list):
            flat = [item for inner in flat for item in (inner if isinstance(inner, list) else [inner])]
    if len(flat) != count:
        raise bad_input("data and shape differ", pointer=f"{pointer}/data", expected=f"{count} values", got=len(flat))
    return flat


def _typed(
    values: list[Any], column: Column, dtype: np.dtype[Any], pointer: str, *, start: int, step: int, sent: str
) -> Array:
    if sent not in _SENT_AS[column.datatype]:
        raise bad_input(
            f"{column.name} has another datatype", pointer=f"{pointer}/datatype", expected=column.datatype, got=sent
        )
    for k, value in enumerate(values):
        if value is None and column.is_nullable:
            continue
        if not _is_valid(value, column.datatype):
            raise bad_input(
                f"{column.name} has a wrong value",
                pointer=f"{pointer}/data/{start + k * step}",
                expected=column.datatype + (" or null" if column.is_nullable else ""),
                got="null" if value is None else repr(value),
            )
    if dtype.kind == "f":
        return np.array([math.nan if value is None else value for value in values], dtype=dtype)
    return np.array(values, dtype=dtype)


def _is_valid(value: Any, datatype: str) -> bool:
    if datatype in FLOATS:
        if type(value) not in (int, float):
            return False
        return datatype == "FP64" or abs(value) <= _FLOAT32_MAX
    if datatype in INTEGERS:
        if type(value) is not int:
            return False
        bounds = np.iinfo(NUMPY_TYPES[datatype])
        return bool(bounds.min <= value <= bounds.max)
    return type(value) is (bool if datatype == "BOOL" else str)
