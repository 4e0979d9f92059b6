"""Values are present."""

from __future__ import annotations

from dataclasses import replace

from flyball.data.checks.landing import Finding, Landing, row_finding
from flyball.data.expectations import Nulls


def judge(check: Nulls, landing: Landing) -> Finding:
    """Counts nulls (NaN is a value). With a `max_share` it judges the share and points at no row."""
    missing = ~landing.valid(check.column)
    finding = row_finding(
        missing,
        checked=missing.size,
        tolerance=max(check.tolerance, check.max_share),
        says=f"have no {check.column}",
    )
    return replace(finding, failing=None) if check.max_share else finding
