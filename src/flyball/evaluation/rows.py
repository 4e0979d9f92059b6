"""Labels, scores and slices as arrays, checked once at the border."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from flyball.core.errors import BadInput

if TYPE_CHECKING:
    from flyball.stats import BoolArray, FloatArray, IntArray

Column = "Sequence[Any] | np.ndarray[Any, Any] | pa.Array | pa.ChunkedArray"
MAX_LEVELS = 200


def as_labels(values: Any) -> IntArray:
    """0/1 labels of shape (n,) from anything array-like; missing or other values are `BadInput`."""
    found = _array(values, "labels")
    if not np.isin(found, (0.0, 1.0)).all():
        raise BadInput("labels must be 0 or 1", why="some are missing or have another value")
    return found.astype(np.int64)


def as_scores(values: Any, rows: int, *, name: str = "scores") -> FloatArray:
    """Finite scores of shape (rows,); NaN, infinities and another length are `BadInput`."""
    found = _array(values, name)
    if found.size != rows:
        raise BadInput(f"{name} and labels differ in length", why=f"{found.size} and {rows} rows")
    bad = int((~np.isfinite(found)).sum())
    if bad:
        raise BadInput(f"{bad} of {rows} {name} are NaN or infinite", why="a score must be a finite number")
    return found


def slices_of(columns: Mapping[str, Any], rows: int) -> Iterator[tuple[str, str, BoolArray]]:
    """(column, level, mask) for every level of every column, in order; a missing value is the level `missing`."""
    for column, values in columns.items():
        levels = [_level(value) for value in _items(values)]
        if len(levels) != rows:
            raise BadInput(f"the slice column {column} has another length", why=f"{len(levels)} and {rows} rows")
        names, codes = np.unique(np.array(levels, dtype=np.str_), return_inverse=True)
        if names.size > MAX_LEVELS:
            raise BadInput(
                f"{column} has {names.size} levels", why=f"at most {MAX_LEVELS} slices of a column make sense"
            )
        for code, name in enumerate(names.tolist()):
            yield column, name, codes == code


def _array(values: Any, name: str) -> FloatArray:
    try:
        found = np.asarray(_items(values), dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise BadInput(f"{name} must be numbers", why=str(error)[:200]) from error
    if found.ndim != 1:
        raise BadInput(f"{name} must be one column", why=f"they have {found.ndim} dimensions")
    return found


def _items(values: Any) -> Any:
    return values.to_pylist() if hasattr(values, "to_pylist") else values


def _level(value: Any) -> str:
    is_missing = value is None or (isinstance(value, float) and math.isnan(value))
    return "missing" if is_missing else str(value)
