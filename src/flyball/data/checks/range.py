"""Numbers lie between two bounds."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from flyball.data.checks.landing import Finding, Landing, first_failing, row_finding
from flyball.data.expectations import Range


def judge(check: Range, landing: Landing) -> Finding:
    """Nulls satisfy, NaN fails. A column that holds no numbers fails as a whole."""
    column = landing.table[check.column]
    if not (pa.types.is_integer(column.type) or pa.types.is_floating(column.type)):
        return Finding("failed", f"{check.column} holds {column.type}, not numbers", len(column))
    valid = landing.valid(check.column)
    # float64 is exact up to 2^53; a bound beyond that would have to be spelled as a fraction anyway.
    values = column.to_numpy().astype(np.float64)
    low = -np.inf if check.low is None else check.low
    high = np.inf if check.high is None else check.high
    failing = valid & ~((values >= low) & (values <= high))
    return row_finding(
        failing,
        checked=int(valid.sum()),
        tolerance=check.tolerance,
        says=f"have {check.column} outside [{low:g}, {high:g}]",
        example=first_failing(landing.table, check.column, failing),
    )
