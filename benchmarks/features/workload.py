"""The two questions, as Parquet files: A, the latest row of three views; B, windows over one stream of events."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

DAY_US = 86_400_000_000
SPAN_DAYS = 180
TTL_DAYS = 30
VIEWS = {"a": 7, "b": 7, "c": 6}
"""View to the number of its doubles."""
WINDOWS_HOURS = {"1h": 1, "1d": 24, "7d": 168, "30d": 720, "90d": 2160}
_START_US = 1_700_000_000_000_000


def write(folder: Path, *, labels: int, rows: int, events: int) -> dict[str, int]:
    """Write all files; about 20 rows for each entity and view. Returns what was written."""
    rng = np.random.default_rng(7)
    entities = max(1, rows // 20)
    table = {"label": np.arange(labels), "entity": rng.integers(0, entities, labels)}
    pq.write_table(_with_times(table, rng, labels), folder / "labels.parquet")
    for view, width in VIEWS.items():
        at = rng.integers(0, SPAN_DAYS * 24 * 60, rows) * 60_000_000  # whole minutes: some rows tie
        columns = {f"{view}{k}": rng.normal(size=rows) for k in range(width)}
        made = {"entity": rng.integers(0, entities, rows), **columns}
        # `created` is unique within a tie, so that the winner is defined for everybody.
        view_table = pa.table(made).append_column("event_timestamp", _times(at))
        created = rng.permutation(rows).astype(np.int64) * 1000
        pq.write_table(view_table.append_column("created", _times(created)), folder / f"view_{view}.parquet")
    busy = rng.random(events) < 0.84  # a fifth of the entities has most of the events
    entity = np.where(busy, rng.integers(0, max(1, entities // 5), events), rng.integers(0, entities, events))
    stream = {"entity": entity, "value": rng.integers(0, 1000, events).astype(np.float64)}
    pq.write_table(_with_times(stream, rng, events), folder / "events.parquet")
    return {"labels": labels, "rows_per_view": rows, "views": len(VIEWS), "entities": entities, "events": events}


def _with_times(columns: dict[str, np.ndarray], rng: np.random.Generator, rows: int) -> pa.Table:
    return pa.table(columns).append_column("event_timestamp", _times(rng.integers(0, SPAN_DAYS * DAY_US, rows)))


def _times(offset_us: np.ndarray) -> pa.Array:
    return pa.array(offset_us + _START_US, pa.timestamp("us", tz="UTC"))
