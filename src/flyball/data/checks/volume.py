"""As many rows land as usual."""

from __future__ import annotations

from flyball.data.checks.landing import Finding, Landing
from flyball.data.expectations import Volume


def judge(check: Volume, landing: Landing) -> Finding:
    """Absolute bounds always hold; ratios only when there is a version to compare with."""
    rows = landing.table.num_rows
    wrong = []
    if check.min_rows is not None and rows < check.min_rows:
        wrong.append(f"at least {check.min_rows:,} are expected")
    if check.max_rows is not None and rows > check.max_rows:
        wrong.append(f"at most {check.max_rows:,} are expected")
    ratio = rows / landing.reference.rows if landing.reference and landing.reference.rows else None
    if ratio is not None and landing.reference is not None:
        usual = f"{landing.reference.rows:,} landed before"
        if check.min_ratio is not None and ratio < check.min_ratio:
            wrong.append(f"{usual}, and at least {check.min_ratio:g} times that is expected")
        if check.max_ratio is not None and ratio > check.max_ratio:
            wrong.append(f"{usual}, and at most {check.max_ratio:g} times that is expected")
    sentence = f"{rows:,} rows landed" + (f"; {'; '.join(wrong)}" if wrong else "")
    return Finding("failed" if wrong else "passed", sentence, rows, observed={"rows": rows, "ratio": ratio})
