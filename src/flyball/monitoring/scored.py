"""Predictions of a period beside their outcomes: the rows from which every realised figure is computed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import pyarrow as pa
import pyarrow.compute as pc

from flyball.monitoring.labels import label_stream, read_labels
from flyball.serving.streams import prediction_stream
from flyball.store.streams import Streams

_ALWAYS = (
    "id",
    "ts",
    "model",
    "variant",
    "policy_gen",
    "unit",
    "business_key",
    "latency_us",
    "assigned_by",
    "shadow_of",
    "y",
)


def scored_rows(
    streams: Streams,
    project: str,
    deployment: str,
    *,
    start: datetime,
    end: datetime,
    known_until: datetime | None = None,
    features: Sequence[str] = (),
) -> pa.Table:
    """Every prediction with `start <= ts < end`, shadows included, in order of time, with `label` (null while unknown).

    A label joins by the prediction's business key, or by its id where it has none. `known_until` leaves out what
    became known at or after that moment, so that the past can be asked what it knew.
    """
    columns = [*_ALWAYS, *(f"x.{name}" for name in features)]
    rows = streams.scan(prediction_stream(project, deployment), start=start, end=end, columns=columns)
    if rows.num_rows == 0:  # a stream without any append does not know its types yet
        return rows.append_column("label", pa.array([], pa.float64()))
    labels = read_labels(streams, label_stream(project, deployment), start=start, end=known_until)
    key = pc.coalesce(rows["business_key"], rows["shadow_of"], rows["id"])
    index = pc.index_in(key, value_set=labels["key"])
    return rows.append_column("label", pc.take(labels["value"], index)).sort_by(
        [("ts", "ascending"), ("id", "ascending")]
    )
