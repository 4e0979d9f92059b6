"""The point-in-time join by DuckDB's `ASOF`, which spills to disk where the NumPy kernel would need memory.

Only `as_of="event"`: availability depends on each label's T, so rows cannot be filtered before an `ASOF`.
"""

from __future__ import annotations

import duckdb
import numpy as np
import pyarrow as pa

from flyball.core.errors import BadInput
from flyball.features.kernel import AsofRule, EventRows, Found, LabelRows, Matches

# Ties are settled before the join (one winner per entity and time); answers are paired by row id, never by position.
_QUERY = """
with winners as (
    select entity, happened, source_row from source
    qualify row_number() over (partition by entity, happened order by created desc nulls last, tie desc) = 1
)
select labels.label, winners.source_row, winners.happened
from labels asof join winners on labels.entity = winners.entity and labels.until >= winners.happened
"""


class DuckDbPointInTimeJoin:
    """`PointInTimeJoin` for `as_of="event"`; other rules are refused, not approximated."""

    def join(self, labels: LabelRows, view: EventRows, rule: AsofRule) -> Matches:
        """See the port."""
        if rule.resolve(view) != "event":
            raise BadInput('the DuckDB join answers as_of="event" only', hint="use NumpyPointInTimeJoin")
        if rule.ttl_us is not None and rule.ttl_us <= 0:
            raise BadInput("a ttl must be positive", why=f"ttl_us is {rule.ttl_us}", hint="None never expires")
        with duckdb.connect(":memory:") as connection:
            connection.register("labels", _label_table(labels, rule.lag_us))
            connection.register("source", _view_table(view))
            answer = connection.sql(_QUERY).fetchnumpy()
        row = np.full(len(labels), -1, dtype=np.int64)
        found = np.full(len(labels), Found.NOT_FOUND, dtype=np.uint8)
        label = answer["label"].astype(np.int64)
        expired = np.zeros(label.size, dtype=np.bool_)
        if rule.ttl_us is not None:
            expired = labels.at[label] - answer["happened"].astype(np.int64) > rule.ttl_us
        row[label] = np.where(expired, -1, answer["source_row"].astype(np.int64))
        found[label] = np.where(expired, Found.EXPIRED, Found.PRESENT)
        return Matches(row, found)


def _label_table(labels: LabelRows, lag_us: int) -> pa.Table:
    known = labels.entity >= 0
    columns = {
        "label": np.flatnonzero(known),
        "entity": labels.entity[known],
        "until": labels.at[known] - lag_us,
    }
    return pa.table(columns)


def _view_table(view: EventRows) -> pa.Table:
    known = view.entity >= 0
    rows = np.flatnonzero(known)
    created = pa.nulls(rows.size, pa.int64())
    if view.created is not None:
        created = pa.array(view.created.values[known], mask=~view.created.valid[known])
    tie = np.zeros(rows.size, dtype=np.uint64) if view.tie is None else view.tie[known]
    columns = {
        "source_row": rows,
        "entity": view.entity[known],
        "happened": view.at[known],
        "created": created,
        "tie": tie,
    }
    return pa.table(columns)
