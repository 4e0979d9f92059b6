"""The newest time is recent enough."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from flyball.core import from_us
from flyball.data.checks.landing import Finding, Landing
from flyball.data.expectations import Freshness
from flyball.data.model import CheckStatus


def judge(check: Freshness, landing: Landing) -> Finding:
    """Age is counted from the clock to the column's maximum; times without a zone are UTC."""
    column = landing.table[check.column]
    if not (pa.types.is_timestamp(column.type) or pa.types.is_date(column.type)):
        return Finding("failed", f"{check.column} holds {column.type}, not times", len(column))
    newest = pc.max(column.cast(pa.timestamp("us"), safe=False).cast(pa.int64())).as_py()
    if newest is None:
        return Finding("not-evaluated", f"no row has a {check.column}", 0)
    age_s = (landing.now - from_us(newest)).total_seconds()
    sentence = f"the newest {check.column} is {_words(age_s)} old, at most {_words(check.max_age_s)} are allowed"
    status: CheckStatus = "failed" if age_s > check.max_age_s else "passed"
    return Finding(status, sentence, len(column), observed={"age_s": age_s, "newest": from_us(newest).isoformat()})


def _words(seconds: float) -> str:
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if abs(seconds) >= 2 * size:
            return f"{seconds / size:.1f} {unit}"
    return f"{seconds:.0f} s"
