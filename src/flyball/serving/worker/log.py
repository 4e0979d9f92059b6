"""The prediction log: rows of a batch become one append, which is durable before any of its answers leaves."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from flyball.serving.signature import Column
from flyball.serving.streams import FEATURE_PREFIX, SCORE
from flyball.serving.worker.load import LoadedVariant
from flyball.serving.worker.pending import Pending
from flyball.serving.worker.rows import Array, Layout
from flyball.serving.worker.state import Live
from flyball.store.streams import Streams

_US = pa.timestamp("us", tz="UTC")
_FIXED = [
    pa.field("id", pa.string(), nullable=False),
    pa.field("ts", _US, nullable=False),
    pa.field("logged_at", _US, nullable=False),
    pa.field("model", pa.string(), nullable=False),
    pa.field("model_digest", pa.string(), nullable=False),
    pa.field("variant", pa.string(), nullable=False),
    pa.field("policy_gen", pa.int64(), nullable=False),
    pa.field("unit", pa.string()),
    pa.field("business_key", pa.string()),
    pa.field("request_id", pa.string(), nullable=False),
    pa.field("latency_us", pa.int64(), nullable=False),
    pa.field("assigned_by", pa.string(), nullable=False),
    pa.field("shadow_of", pa.string()),
    pa.field(SCORE, pa.float64()),
]
_ARROW = {"BOOL": pa.bool_(), "FP32": pa.float32(), "FP64": pa.float64(), "BYTES": pa.string()} | {
    f"{sign}INT{bits}": getattr(pa, f"{sign.lower()}int{bits}")() for sign in ("", "U") for bits in (8, 16, 32, 64)
}

Part = tuple[Pending, list[int] | None]
"""A request and which of its rows ran; None is all of them."""


def schema_of(layout: Layout) -> pa.Schema:
    """The stream's columns for one signature."""
    features = [pa.field(FEATURE_PREFIX + c.name, _ARROW[c.datatype]) for c in layout.signature.inputs]
    return pa.schema(_FIXED + features)


class PredictionLog:
    """Writes to the streams of one home folder."""

    def __init__(self, streams: Streams) -> None:
        self._streams = streams
        self._schemas: dict[int, tuple[Layout, pa.Schema]] = {}

    def append(
        self,
        live: Live,
        variant: LoadedVariant,
        parts: list[Part],
        scores: Array,
        features: Array | list[Array],
        *,
        is_shadow: bool = False,
    ) -> None:
        """Log the rows of one batch; when it returns they survive kill -9. Raises `DiskFull`, `Unavailable`."""
        names = [(pending, row) for pending, rows in parts for row in _rows(pending, rows)]
        count = len(names)
        ids = [pending.row_id(row) for pending, row in names]
        spec = variant.spec
        columns: list[Any] = [
            pa.array([f"{id}-{spec.name}" for id in ids] if is_shadow else ids, pa.string()),
            pa.array([p.times_us[r] if p.times_us else p.logged_at_us for p, r in names], _US),
            pa.array([pending.logged_at_us for pending, _ in names], _US),
            pa.array([spec.model] * count, pa.string()),
            pa.array([spec.digest] * count, pa.string()),
            pa.array([spec.name] * count, pa.string()),
            pa.array([live.spec.policy_gen] * count, pa.int64()),
            pa.array([p.units[r] if p.units else None for p, r in names], pa.string()),
            pa.array([p.business_keys[r] if p.business_keys else None for p, r in names], pa.string()),
            pa.array([pending.request_id for pending, _ in names], pa.string()),
            pa.array(_latencies(parts), pa.int64()),
            pa.array([_assigned_by(p, is_shadow) for p, _ in names], pa.string()),
            pa.array(ids, pa.string()) if is_shadow else pa.nulls(count, pa.string()),
            pa.array(scores, pa.float64(), mask=~np.isfinite(scores)),
        ]
        schema = self._schema(live.layout)
        columns += _feature_arrays(live.layout, features)
        self._streams.append(live.stream, pa.RecordBatch.from_arrays(columns, schema=schema))

    def warm(self, live: Live) -> None:
        """Make ready what the first append of a stream would otherwise do while a client waits."""
        self._streams.append(live.stream, self._schema(live.layout).empty_table())

    def _schema(self, layout: Layout) -> pa.Schema:
        found = self._schemas.get(id(layout))
        if found is None:
            found = self._schemas[id(layout)] = (layout, schema_of(layout))
        return found[1]


def _rows(pending: Pending, rows: list[int] | None) -> range | list[int]:
    return range(pending.count) if rows is None else rows


def _latencies(parts: list[Part]) -> list[int]:
    spent: list[int] = []
    for pending, rows in parts:
        spent += [pending.latency_us()] * (pending.count if rows is None else len(rows))
    return spent


def _assigned_by(pending: Pending, is_shadow: bool) -> str:
    if is_shadow:
        return "shadow"
    if pending.pinned is not None:
        return "pinned"
    return "policy" if pending.units or pending.live.only else "random"


def _feature_arrays(layout: Layout, features: Array | list[Array]) -> list[Any]:
    if isinstance(features, list):
        given = zip(features, layout.signature.inputs, strict=True)
        return [_feature(values, column) for values, column in given]
    # One transposed copy, so that each column is contiguous and Arrow takes it as it is.
    turned = np.ascontiguousarray(features.T)
    return [_feature(values, column) for values, column in zip(turned, layout.signature.inputs, strict=True)]


def _feature(values: Array, column: Column) -> Any:
    kind = _ARROW[column.datatype]
    missing = np.isnan(values) if column.is_nullable and values.dtype.kind == "f" else None
    array = pa.array(values, mask=missing if missing is not None and missing.any() else None)
    return array if array.type == kind else array.cast(kind)
