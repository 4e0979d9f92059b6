"""No two rows agree in the named columns."""

from __future__ import annotations

import numpy as np

from flyball.data.checks.landing import Finding, Landing, row_finding
from flyball.data.duplicates import repeated_rows
from flyball.data.expectations import Unique


def judge(check: Unique, landing: Landing) -> Finding:
    """The first of equal rows passes, later ones fail; rows with a null in one of the columns are not compared."""
    comparable = np.ones(landing.table.num_rows, dtype=np.bool_)
    for name in check.columns:
        comparable &= landing.valid(name)
    failing = repeated_rows(landing.table.select(list(check.columns))) & comparable
    return row_finding(
        failing,
        checked=int(comparable.sum()),
        tolerance=check.tolerance,
        says=f"repeat another row's {', '.join(check.columns)}",
    )
