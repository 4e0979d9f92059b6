"""Values are among those listed."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from flyball.data.checks.landing import Finding, Landing, first_failing, row_finding
from flyball.data.expectations import InSet


def judge(check: InSet, landing: Landing) -> Finding:
    """Nulls satisfy. Values of another type than the column's cannot match, so that list fails as a whole."""
    column = landing.table[check.column]
    try:
        allowed = pa.array(check.values).cast(column.type)
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError) as error:
        return Finding("failed", f"{check.column} holds {column.type}, which the list does not: {error}", len(column))
    valid = landing.valid(check.column)
    failing = valid & ~pc.is_in(column, value_set=allowed).to_numpy()
    return row_finding(
        failing,
        checked=int(valid.sum()),
        tolerance=check.tolerance,
        says=f"have {check.column} outside a list of {len(check.values)}",
        example=first_failing(landing.table, check.column, failing),
    )
