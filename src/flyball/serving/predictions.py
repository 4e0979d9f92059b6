"""Reading the prediction stream: one answer by its id, or those of a period."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from flyball.core import from_us
from flyball.core.errors import NotFound
from flyball.serving.model import Prediction
from flyball.serving.streams import FEATURE_PREFIX, SCORE, prediction_stream
from flyball.store.streams import Streams

_AROUND = (timedelta(seconds=1), timedelta(days=1))
"""How far from the time in its id a row is looked for before everything is; rows of one request may differ in time."""


def get_prediction(streams: Streams, project: str, prediction_id: str) -> Prediction:
    """The row of an id; the id's own time says where to look first. `NotFound`."""
    asked = from_us(int(prediction_id[:12], 16) * 1000)
    for start, end in _periods(asked):
        for stream in _streams_of(streams, project):
            ids = streams.scan(stream, start=start, end=end, columns=["id", "ts"])
            found = ids.filter(pc.equal(ids["id"], prediction_id))
            if found.num_rows:
                at = found["ts"][0].as_py()
                rows = streams.scan(stream, start=at, end=at + timedelta(microseconds=1))
                return _predictions(rows.filter(pc.equal(rows["id"], prediction_id)), stream)[0]
    raise NotFound(f"there is no prediction {prediction_id}", hint="flyball deployment predictions NAME")


def read_predictions(
    streams: Streams,
    project: str,
    name: str,
    *,
    start: datetime | None,
    end: datetime | None,
    business_key: str | None,
    limit: int,
) -> list[Prediction]:
    """Rows with `start <= ts < end`, the newest first."""
    stream = prediction_stream(project, name)
    # Two looks: the narrow one says which rows are wanted, so that the wide one reads their time only.
    keys = streams.scan(stream, start=start, end=end, columns=["id", "ts", "business_key"])
    if business_key is not None:
        keys = keys.filter(pc.equal(keys["business_key"], business_key))
    keys = keys.sort_by([("ts", "descending"), ("id", "descending")]).slice(0, limit)
    if not keys.num_rows:
        return []
    times = pc.min_max(keys["ts"]).as_py()
    rows = streams.scan(stream, start=times["min"], end=times["max"] + timedelta(microseconds=1))
    rows = rows.filter(pc.is_in(rows["id"], value_set=keys["id"].combine_chunks()))
    return _predictions(rows.sort_by([("ts", "descending"), ("id", "descending")]), stream)


def _periods(asked: datetime) -> Iterator[tuple[datetime | None, datetime | None]]:
    for around in _AROUND:
        yield asked - around, asked + around
    yield None, None


def _streams_of(streams: Streams, project: str) -> list[str]:
    prefix = prediction_stream(project, "")
    return [stream for stream in streams.list() if stream.startswith(prefix)]


def _predictions(rows: pa.Table, stream: str) -> list[Prediction]:
    return [_prediction(row, stream.rpartition("/")[2]) for row in rows.to_pylist()]


def _prediction(row: dict[str, Any], deployment: str) -> Prediction:
    prefix = len(FEATURE_PREFIX)
    return Prediction(
        id=row["id"],
        deployment=deployment,
        at=row["ts"],
        logged_at=row["logged_at"],
        model=row["model"],
        model_digest=row["model_digest"],
        variant=row["variant"],
        policy_gen=row["policy_gen"],
        assigned_by=row["assigned_by"],
        unit=row["unit"],
        business_key=row["business_key"],
        request_id=row["request_id"],
        latency_us=row["latency_us"],
        shadow_of=row["shadow_of"],
        score=row[SCORE],
        features={key[prefix:]: value for key, value in row.items() if key.startswith(FEATURE_PREFIX)},
    )
