"""Reading the prediction stream: one answer by its id, or those of a period."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from msgspec import Struct

from flyball.core import from_us
from flyball.core.errors import NotFound
from flyball.serving.model import Prediction
from flyball.serving.streams import FEATURE_PREFIX, SCORE, prediction_stream
from flyball.serving.traffic import newest_at
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


class PredictionQuery(Struct, frozen=True, kw_only=True):
    """Which answers are wanted."""

    start: datetime | None = None
    end: datetime | None = None
    business_key: str | None = None
    key_contains: str | None = None
    variant: str | None = None
    model: str | None = None
    min_score: float | None = None
    max_score: float | None = None
    shadows: bool = True
    after: str | None = None


def read_predictions(
    streams: Streams, project: str, name: str, query: PredictionQuery, *, limit: int
) -> list[Prediction]:
    """The newest `limit` rows that match, with `start <= ts < end`, the newest first; `after` is the last id seen."""
    stream = prediction_stream(project, name)
    keys = pa.table({})
    for start, end in _newest_first(streams, stream, query):
        # Two looks: the narrow one says which rows are wanted, so that the wide one reads their time only.
        keys = _matching(streams, stream, query, start, end)
        if keys.num_rows >= limit:
            break
    keys = keys.slice(0, limit)
    if not keys.num_rows:
        return []
    times = pc.min_max(keys["ts"]).as_py()
    rows = streams.scan(stream, start=times["min"], end=times["max"] + timedelta(microseconds=1))
    rows = rows.filter(pc.is_in(rows["id"], value_set=keys["id"].combine_chunks()))
    return _predictions(rows.sort_by(_NEWEST), stream)


_NEWEST = [("ts", "descending"), ("id", "descending")]


def _newest_first(
    streams: Streams, stream: str, query: PredictionQuery
) -> Iterator[tuple[datetime | None, datetime | None]]:
    """Growing periods that end where the query does: a page of the newest rows reads the newest files only."""
    end = query.end or newest_at(streams, stream)
    starts = [] if end is None else [end - timedelta(days=days) for days in (1, 8, 64)]
    yield from ((start, query.end) for start in starts if query.start is None or start > query.start)
    yield query.start, query.end


def _matching(
    streams: Streams, stream: str, query: PredictionQuery, start: datetime | None, end: datetime | None
) -> pa.Table:
    columns = ["id", "ts", "business_key", "variant", "model", "shadow_of", SCORE]
    keys = streams.scan(stream, start=start, end=end, columns=columns)
    for column, wanted in (("business_key", query.business_key), ("variant", query.variant), ("model", query.model)):
        if wanted is not None:
            keys = keys.filter(pc.equal(keys[column], wanted))
    if query.key_contains is not None:
        keys = keys.filter(pc.match_substring(keys["business_key"], query.key_contains, ignore_case=True))
    if query.min_score is not None:
        keys = keys.filter(pc.greater_equal(keys[SCORE], query.min_score))
    if query.max_score is not None:
        keys = keys.filter(pc.less_equal(keys[SCORE], query.max_score))
    keys = keys.sort_by(_NEWEST)
    if query.after is not None:
        place = pc.index(keys["id"], query.after).as_py()
        keys = keys.slice(place + 1 if place >= 0 else keys.num_rows)
    return keys if query.shadows else keys.filter(pc.is_null(keys["shadow_of"]))


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
