"""A column as the kernel sees it: values and, beside them, which of them are there."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

AnyArray: TypeAlias = npt.NDArray[np.generic]
BoolArray: TypeAlias = npt.NDArray[np.bool_]
FloatArray: TypeAlias = npt.NDArray[np.float64]
Int64Array: TypeAlias = npt.NDArray[np.int64]
UInt64Array: TypeAlias = npt.NDArray[np.uint64]


class Column(NamedTuple):
    """`values` and `valid`, both of shape (n,); a value that is not valid means nothing, whatever it holds."""

    values: AnyArray
    valid: BoolArray

    @classmethod
    def of(cls, values: npt.ArrayLike, valid: npt.ArrayLike | None = None) -> Column:
        """A column in one of the kernel's types (int64, float64, bool, object); NaN is null.

        >>> Column.of([1.0, float("nan")]).valid.tolist()
        [True, False]
        """
        array = _kernel_type(np.asarray(values))
        present = np.ones(array.shape, dtype=np.bool_) if valid is None else np.asarray(valid, dtype=np.bool_)
        if array.dtype.kind == "f":
            present = present & ~np.isnan(array.astype(np.float64, copy=False))
        return cls(array, present)

    def take(self, rows: Int64Array) -> Column:
        """The rows at those positions; -1 gives a null."""
        if self.values.size == 0:
            return Column(np.zeros(rows.size, dtype=self.values.dtype), np.zeros(rows.size, dtype=np.bool_))
        return Column(self.values[rows], self.valid[rows] & (rows >= 0))

    def to_list(self) -> list[object]:
        """Plain Python values with None for null; for tests and small answers."""
        return [
            value if present else None for value, present in zip(self.values.tolist(), self.valid.tolist(), strict=True)
        ]


def _kernel_type(array: AnyArray) -> AnyArray:
    if array.dtype.kind in "iu":
        return array.astype(np.int64, copy=False)
    if array.dtype.kind == "f":
        return array.astype(np.float64, copy=False)
    if array.dtype.kind == "b":
        return array
    return array.astype(np.object_, copy=False)
