"""How much each variant answered, how fast and with which scores, bucket by bucket, from the prediction stream."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from flyball.core import from_us, to_us
from flyball.core.errors import BadInput
from flyball.serving.model import Traffic, TrafficSeries
from flyball.serving.streams import SCORE, prediction_stream
from flyball.store.streams import Streams

Array = np.ndarray[Any, Any]
_BUCKETS_S = (60, 300, 900, 3_600, 10_800, 21_600, 86_400, 604_800)
_WANTED = 120
_MONDAY_US = 4 * 86_400_000_000
"""Buckets are counted from Monday 1970-01-05, so that weeks are weeks."""
_MAX_BUCKETS = 2_000
_DEFAULT = timedelta(days=14)


def newest_at(streams: Streams, stream: str) -> datetime | None:
    """Just after the newest row's event time; None without rows. Of sealed rows it reads the ends only."""
    sealed = max((file.max_ts_us for file in streams.sealed(stream)), default=None)
    start = None if sealed is None else from_us(sealed)
    newest = pc.max(streams.scan(stream, start=start, columns=["ts"])["ts"]).as_py()
    found = newest or start
    return None if found is None else found + timedelta(microseconds=1)


def read_traffic(
    streams: Streams,
    project: str,
    name: str,
    *,
    start: datetime | None,
    end: datetime | None,
    bucket_s: int | None,
    now: datetime,
) -> Traffic:
    """Of [start, end), by default the 14 days up to the newest answer, in buckets that make about 120 of it."""
    stream = prediction_stream(project, name)
    end = end or newest_at(streams, stream) or now
    start = start or end - _DEFAULT
    span_s = (end - start).total_seconds()
    if span_s <= 0:
        raise BadInput("the period is empty", why="start is not before end")
    bucket_s = bucket_s or next((size for size in _BUCKETS_S if span_s <= size * _WANTED), _BUCKETS_S[-1])
    size_us = bucket_s * 1_000_000
    first = (to_us(start) - _MONDAY_US) // size_us
    count = (to_us(end) - 1 - _MONDAY_US) // size_us - first + 1
    if count > _MAX_BUCKETS:
        raise BadInput(f"{count} buckets are too many", why=f"at most {_MAX_BUCKETS}", hint="ask for wider buckets")
    columns = ["ts", "variant", "model", "shadow_of", "latency_us", SCORE]
    rows = streams.scan(stream, start=start, end=end, columns=columns)
    return Traffic(
        start=start,
        end=end,
        bucket_s=bucket_s,
        at=tuple(from_us((first + k) * size_us + _MONDAY_US) for k in range(count)),
        series=tuple(_series(rows, first, count, size_us)),
    )


def _series(rows: pa.Table, first: int, count: int, size_us: int) -> list[TrafficSeries]:
    if not rows.num_rows:
        return []
    is_shadow = pc.cast(pc.is_valid(rows["shadow_of"]), pa.string())
    name = pc.binary_join_element_wise(rows["variant"], rows["model"], is_shadow, "\t").combine_chunks()
    groups = name.dictionary_encode()
    group = groups.indices.to_numpy()
    bucket = (rows["ts"].cast(pa.int64()).to_numpy() - _MONDAY_US) // size_us - first
    latency = rows["latency_us"].to_numpy() / 1000.0
    score = pc.cast(rows[SCORE], pa.float64()).to_numpy()
    found = []
    for k, label in enumerate(groups.dictionary.to_pylist()):
        variant, model, shadow = label.split("\t")
        mine = group == k
        figures = _figures(bucket[mine], latency[mine], score[mine], count)
        found.append(TrafficSeries(variant=variant, model=model, is_shadow=shadow == "true", **figures))
    return sorted(found, key=lambda series: (series.is_shadow, -sum(series.requests), series.variant))


def _figures(bucket: Array, latency: Array, score: Array, count: int) -> dict[str, tuple[Any, ...]]:
    order = np.lexsort((latency, bucket))
    bucket, latency, score = bucket[order], latency[order], score[order]
    requests = np.bincount(bucket, minlength=count)
    starts = np.cumsum(requests) - requests
    known = np.isfinite(score)
    scored = np.bincount(bucket[known], minlength=count)
    sums = np.bincount(bucket[known], weights=score[known], minlength=count)
    return {
        "requests": tuple(requests.tolist()),
        "without_score": tuple((requests - scored).tolist()),
        **{name: _quantile(latency, starts, requests, q) for name, q in _QUANTILES.items()},
        "mean_score": tuple(float(s / n) if n else None for s, n in zip(sums, scored, strict=True)),
    }


_QUANTILES = {"p50_ms": 0.5, "p95_ms": 0.95, "p99_ms": 0.99}


def _quantile(latency: Array, starts: Array, requests: Array, q: float) -> tuple[float | None, ...]:
    """The smallest latency that at least a share of q did not exceed: always one that was measured."""
    ranks = starts + np.maximum(np.ceil(q * requests).astype(np.int64) - 1, 0)
    return tuple(float(latency[rank]) if n else None for rank, n in zip(ranks, requests, strict=True))
