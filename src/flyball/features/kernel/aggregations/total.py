"""Sum: floats exact before one rounding, whole numbers exact or refused."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from flyball.core.errors import BadInput
from flyball.features.kernel.columns import Column, Int64Array
from flyball.features.kernel.series import Part, sums_of

_BITS = 32
_MASK = np.int64(2**_BITS - 1)


def total(parts: Sequence[Part], moments: Int64Array) -> Column:
    """Sum of the non-null values, 0 for an empty window; int64 for whole numbers and booleans, else float64."""
    present = np.ones(moments.size, dtype=np.bool_)
    if parts[0].series.values.dtype.kind not in "ib":
        return Column(sums_of(parts).high, present)
    return Column(_whole_total(parts), present)


def _whole_total(parts: Sequence[Part]) -> Int64Array:
    """Two running sums of half words: their window differences are exact even where the full running sum would wrap."""
    upper = np.zeros(parts[0].lo.size, dtype=np.int64)
    lower = np.zeros_like(upper)
    for part in parts:
        values = np.where(part.series.valid, part.series.values, 0).astype(np.int64)
        for half, into in ((values >> _BITS, upper), (values & _MASK, lower)):
            running = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(half)])
            into += running[part.hi] - running[part.lo]
    upper += lower >> _BITS
    if ((upper < -(2**31)) | (upper >= 2**31)).any():
        raise BadInput("a sum of whole numbers does not fit in 64 bits", hint="sum the column as float64")
    return (upper << _BITS) | (lower & _MASK)
