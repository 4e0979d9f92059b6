"""The sketches of a table's columns: what monitoring keeps of a window, and of a reference."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from msgspec import Struct

from flyball.core.errors import BadInput, StoreCorrupt
from flyball.monitoring.drift.model import Sketch
from flyball.stats import (
    CategoricalFrame,
    CategoricalSketch,
    ColumnFrame,
    Frame,
    NumericFrame,
    NumericSketch,
    categorical_frame,
    categorical_sketch,
    numeric_frame,
    numeric_sketch,
)
from flyball.stats.arrays import BoolArray, FloatArray


class TableSketch(Struct, frozen=True, kw_only=True, eq=False):
    """One sketch per column of `frame`, of the same rows. Merging any parts in any order gives equal bytes."""

    frame: Frame
    rows: int
    columns: Mapping[str, Sketch]

    def merge(self, other: TableSketch) -> TableSketch:
        """The sketch of both parts' rows; `BadInput` when the frames differ."""
        if self.frame != other.frame:
            raise BadInput("these sketches cannot be merged", why="they were made in different frames")
        merged = {name: _merge(mine, other.columns[name]) for name, mine in self.columns.items()}
        return TableSketch(frame=self.frame, rows=self.rows + other.rows, columns=merged)

    def to_bytes(self) -> bytes:
        """Self-contained: the frame is inside."""
        parts = [self.columns[name].to_bytes() for name in self.frame.names]
        return msgspec.msgpack.encode((self.frame.to_bytes(), self.rows, parts))

    @classmethod
    def from_bytes(cls, data: bytes) -> TableSketch:
        """Read it back; `StoreCorrupt` for damaged bytes."""
        try:
            head, rows, parts = msgspec.msgpack.decode(data, type=tuple[bytes, int, list[bytes]])
            frame = Frame.from_bytes(head)
        except msgspec.DecodeError as broken:
            raise StoreCorrupt("these bytes are no sketch of a table", why=str(broken)) from broken
        columns = {name: _read(part, column) for (name, column), part in zip(frame.columns, parts, strict=True)}
        return cls(frame=frame, rows=rows, columns=columns)


def table_frame(reference: pa.Table, *, columns: Iterable[str] | None = None) -> Frame:
    """The frame that the reference's columns give; of `columns`, or of all that are numbers, texts or booleans.

    Times, binaries and nested columns are left out. Dates and ids drift by nature: name the columns that should not.
    """
    names = reference.column_names if columns is None else list(columns)
    frames: dict[str, ColumnFrame] = {}
    for name in names:
        column = reference[name]
        if _is_numeric(column.type):
            values, null = _numbers(column)
            frames[name] = numeric_frame(values[~null])
        elif _is_text(column.type):
            frames[name] = categorical_frame(_counts(column))
    return Frame.of(frames)


def sketch_table(table: pa.Table, *, frame: Frame) -> TableSketch:
    """The sketches of the frame's columns. A column that is absent, or of another kind, counts as missing in every row.

    >>> table = pa.table({"distance": [100.0, None], "carrier": ["AA", "AA"]})
    >>> sketch = sketch_table(table, frame=table_frame(table))
    >>> sketch.columns["distance"].missing, sketch.columns["carrier"].known.tolist()
    (1, [2])
    """
    columns: dict[str, Sketch] = {}
    for name, of in frame.columns:
        column = table[name] if name in table.column_names else pa.chunked_array([pa.nulls(table.num_rows)])
        columns[name] = _numeric(column, of) if isinstance(of, NumericFrame) else _categorical(column, of)
    return TableSketch(frame=frame, rows=table.num_rows, columns=columns)


def _numeric(column: pa.ChunkedArray, frame: NumericFrame) -> NumericSketch:
    if not _is_numeric(column.type):
        return numeric_sketch(np.zeros(len(column)), frame=frame, null=np.ones(len(column), dtype=np.bool_))
    values, null = _numbers(column)
    return numeric_sketch(values, frame=frame, null=null)


def _categorical(column: pa.ChunkedArray, frame: CategoricalFrame) -> CategoricalSketch:
    if not _is_text(column.type):
        return categorical_sketch({}, frame=frame, nulls=len(column))
    return categorical_sketch(_counts(column), frame=frame, nulls=column.null_count)


def _numbers(column: pa.ChunkedArray) -> tuple[FloatArray, BoolArray]:
    numbers = pc.cast(column, pa.float64(), safe=False)
    null = pc.is_null(numbers).to_numpy().astype(np.bool_)
    return pc.fill_null(numbers, 0.0).to_numpy().astype(np.float64, copy=False), null


def _counts(column: pa.ChunkedArray) -> dict[str, int]:
    counted = pc.value_counts(pc.cast(column.combine_chunks(), pa.string()).drop_null())
    levels, counts = counted.field("values").to_pylist(), counted.field("counts").to_pylist()
    return dict(zip(levels, counts, strict=True))


def _is_numeric(kind: pa.DataType) -> bool:
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind))


def _is_text(kind: pa.DataType) -> bool:
    if pa.types.is_dictionary(kind):
        return _is_text(kind.value_type)
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_boolean(kind))


def _merge(one: Sketch, other: Sketch) -> Sketch:
    if isinstance(one, NumericSketch) and isinstance(other, NumericSketch):
        return one.merge(other)
    if isinstance(one, CategoricalSketch) and isinstance(other, CategoricalSketch):
        return one.merge(other)
    raise BadInput("these sketches cannot be merged", why="one is of numbers, the other of texts")


def _read(data: bytes, frame: ColumnFrame) -> Sketch:
    if isinstance(frame, NumericFrame):
        return NumericSketch.from_bytes(data, frame=frame)
    return CategoricalSketch.from_bytes(data, frame=frame)
