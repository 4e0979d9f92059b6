"""Text matches a pattern."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from flyball.data.checks.landing import Finding, Landing, first_failing, row_finding
from flyball.data.expectations import Matches


def judge(check: Matches, landing: Landing) -> Finding:
    """Nulls satisfy; the whole text must match, not a part of it."""
    column = landing.table[check.column]
    if not pa.types.is_string(column.type):
        return Finding("failed", f"{check.column} holds {column.type}, not text", len(column))
    valid = landing.valid(check.column)
    try:
        found = pc.match_substring_regex(pc.fill_null(column, ""), pattern=rf"\A(?:{check.pattern})\z").to_numpy()
    except pa.ArrowInvalid as error:
        return Finding("failed", f"the pattern is not of the RE2 dialect: {error}", len(column))
    failing = valid & ~found
    return row_finding(
        failing,
        checked=int(valid.sum()),
        tolerance=check.tolerance,
        says=f"have {check.column} unlike {check.pattern!r}",
        example=first_failing(landing.table, check.column, failing),
    )
