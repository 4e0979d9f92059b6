"""A deployment's log with planted faults, written as the serving workers write it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pyarrow as pa

from flyball.monitoring import Baseline, Label, Monitor, MonitorSpec, reference_sketch
from flyball.monitoring.labels import append_labels, label_stream
from flyball.serving import prediction_stream
from flyball.store import Stores
from flyball.workspace import Workspace

MONDAY = datetime(2013, 3, 4, tzinfo=UTC)
WEEK = timedelta(days=7)
MODEL = "model:late-flight@4"
FEATURES = ("temp", "distance", "wait", "is_night", "carrier")
_US = pa.timestamp("us", tz="UTC")


def week(number: int) -> tuple[datetime, datetime]:
    """The half-open period of a week."""
    return MONDAY + number * WEEK, MONDAY + (number + 1) * WEEK


def features(rng: np.random.Generator, rows: int) -> dict[str, Any]:
    """What the world looks like while nothing changed."""
    return {
        "temp": rng.normal(50.0, 12.0, rows),
        "distance": rng.gamma(4.0, 250.0, rows),
        "wait": rng.exponential(20.0, rows),
        "is_night": rng.random(rows) < 0.2,
        "carrier": rng.choice(["AA", "DL", "UA"], rows, p=[0.5, 0.3, 0.2]).tolist(),
    }


def reference_table(rng: np.random.Generator, rows: int = 20_000) -> pa.Table:
    """The rows that the version was held against."""
    return pa.table(features(rng, rows))


def write_week(
    stores: Stores,
    number: int,
    *,
    seed: int,
    rows: int = 2000,
    columns: dict[str, Any] | None = None,
    skill: float = 1.2,
    labelled: float = 1.0,
    shadow: bool = False,
) -> list[Label]:
    """Log a week of predictions with their outcomes; `columns` replaces features, `skill` is the shift of positives."""
    rng = np.random.default_rng(seed)
    start, _ = week(number)
    made = {**features(rng, rows), **(columns or {})}
    truth = rng.random(rows) < 0.3
    score = 1 / (1 + np.exp(-(rng.normal(0.0, 1.0, rows) + skill * truth - 1.0)))
    times = [start + WEEK * (k / rows) for k in range(rows)]
    names = [f"{seed:04x}{number:04x}{k:024x}" for k in range(rows)]
    stream = prediction_stream("default", "late-flight")
    logged = _log(names, times, made, score, rng)
    stores.streams.append(stream, logged)
    if shadow:
        stores.streams.append(stream, _log(names, times, made, score, rng, shadow="v5"))
    known = rng.random(rows) < labelled
    labels = [
        Label(key=f"flight-{name}", value=float(was_late), at=at + timedelta(hours=3))
        for name, was_late, at, is_known in zip(names, truth, times, known, strict=True)
        if is_known
    ]
    append_labels(stores.streams, label_stream("default", "late-flight"), labels)
    return labels


def watched(ws: Workspace, *, baseline: Baseline | None = None, **spec: Any) -> Monitor:
    """A monitor with a reference of the unchanged world."""
    ws.monitors.apply("late-flight", spec=MonitorSpec(deployment="late-flight", **spec))
    sketch = ws.objects.put(reference_sketch(reference_table(np.random.default_rng(99)), columns=FEATURES))
    return ws.monitors.set_reference(
        "late-flight", model=MODEL, sketch=sketch, baseline=baseline or Baseline(roc_auc=0.80, threshold=0.4)
    )


def _log(
    names: list[str],
    times: list[datetime],
    made: dict[str, Any],
    score: np.ndarray[Any, Any],
    rng: np.random.Generator,
    *,
    shadow: str | None = None,
) -> pa.Table:
    rows = len(names)
    table = {
        "id": pa.array([f"{name}-{shadow}" if shadow else name for name in names]),
        "ts": pa.array(times, _US),
        "logged_at": pa.array(times, _US),
        "model": pa.array(["model:late-flight@5" if shadow else MODEL] * rows),
        "model_digest": pa.array(["0" * 64] * rows),
        "variant": pa.array([shadow or "v4"] * rows),
        "policy_gen": pa.array([1] * rows, pa.int64()),
        "unit": pa.nulls(rows, pa.string()),
        "business_key": pa.array([f"flight-{name}" for name in names]),
        "request_id": pa.array(["r"] * rows),
        "latency_us": pa.array(rng.integers(800, 4000, rows), pa.int64()),
        "assigned_by": pa.array(["shadow" if shadow else "policy"] * rows),
        "shadow_of": pa.array(names) if shadow else pa.nulls(rows, pa.string()),
        "y": pa.array(score),
    }
    for name, values in made.items():
        column = pa.array(values)
        is_number = pa.types.is_floating(column.type) or pa.types.is_boolean(column.type)
        # A model of numbers is served in float32, whatever it was trained on.
        table[f"x.{name}"] = column.cast(pa.float32()) if is_number else column
    return pa.table(table)
