"""What a deployment answered, in buckets; and finding single answers among many."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pyarrow as pa
import pytest

from flyball.core.errors import BadInput, NotFound
from flyball.serving import prediction_stream
from flyball.serving import tables as t

START = datetime(2013, 2, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)
_US = pa.timestamp("us", tz="UTC")


def log(ws, hour, *, variant="v1", rows=100, shadow=False, base=0):
    """An hour of answers with latencies of 1, 2, … ms and scores that grow from 0 to 1."""
    names = [f"{hour:04x}{base + k:028x}" for k in range(rows)]
    ids = [f"{name}-{variant}" if shadow else name for name in names]
    at = [START + hour * HOUR + k * HOUR / rows for k in range(rows)]
    table = {
        "id": ids,
        "ts": pa.array(at, _US),
        "logged_at": pa.array(at, _US),
        "model": [f"model:late@{variant[1:]}"] * rows,
        "model_digest": ["0" * 64] * rows,
        "variant": [variant] * rows,
        "policy_gen": [1] * rows,
        "unit": pa.nulls(rows, pa.string()),
        "business_key": [f"Flight-{hour}-{k}" for k in range(rows)],
        "request_id": ["r"] * rows,
        "latency_us": [1_000 * (k + 1) for k in range(rows)],
        "assigned_by": ["policy"] * rows,
        "shadow_of": pa.array(names if shadow else [None] * rows, pa.string()),
        "y": pa.array([k / rows for k in range(rows)]),
        "x.distance": pa.array([float(k) for k in range(rows)], pa.float32()),
    }
    ws.stores.streams.append(prediction_stream("default", "late"), pa.table(table))


@pytest.fixture
def ws(local_ws):
    """A deployment with three hours of answers, the second without any, and a shadow in the third."""
    row = {
        "project": "default",
        "name": "late",
        "state": "serving",
        "policy_gen": 1,
        "salt": "",
        "created_by": "user:a",
    }
    with local_ws.stores.catalog.change("test") as change:
        change.execute(t.deployment.insert(), [row | {"created_at": 0}])
    log(local_ws, 0)
    local_ws.stores.streams.seal(prediction_stream("default", "late"))
    log(local_ws, 2)
    log(local_ws, 2, variant="v2", shadow=True, rows=10)
    return local_ws


def test_traffic_is_counted_per_bucket_and_variant(ws):
    traffic = ws.deployments.traffic("late", start=START, end=START + 3 * HOUR, bucket_s=3600)

    assert traffic.at == tuple(START + k * HOUR for k in range(3))
    live, shadow = traffic.series
    assert (live.variant, live.model, live.is_shadow, live.requests) == ("v1", "model:late@1", False, (100, 0, 100))
    assert (shadow.variant, shadow.is_shadow, shadow.requests) == ("v2", True, (0, 0, 10))
    assert (live.p50_ms, live.p95_ms, live.p99_ms) == ((50.0, None, 50.0), (95.0, None, 95.0), (99.0, None, 99.0))
    assert live.mean_score[0] == pytest.approx(0.495)
    assert live.without_score == (0, 0, 0)


def test_without_a_period_traffic_ends_with_the_newest_answer(ws):
    traffic = ws.deployments.traffic("late")

    assert traffic.end - timedelta(days=14) == traffic.start
    assert START + 2 * HOUR < traffic.end < START + 3 * HOUR
    assert sum(traffic.series[0].requests) == 200
    assert len(traffic.at) <= 121


def test_a_deployment_without_answers_has_empty_traffic(ws):
    assert ws.deployments.traffic("late", start=START - HOUR, end=START).series == ()
    with pytest.raises(NotFound):
        ws.deployments.traffic("nothing")
    with pytest.raises(BadInput, match="buckets"):
        ws.deployments.traffic("late", start=START, end=START + 1000 * HOUR, bucket_s=1)
    with pytest.raises(BadInput, match="empty"):
        ws.deployments.traffic("late", start=START, end=START)


def test_answers_are_found_by_variant_version_score_and_part_of_the_key(ws):
    def found(**filters):
        return [p.business_key for p in ws.deployments.list_predictions("late", **filters)]

    assert len(found(limit=1000)) == 210
    assert len(found(limit=1000, shadows=False)) == 200
    assert len(found(variant="v2")) == len(found(model="model:late@2")) == 10
    assert found(min_score=0.99) == ["Flight-2-99", "Flight-0-99"]
    assert found(min_score=0.5, max_score=0.5, shadows=False) == ["Flight-2-50", "Flight-0-50"]
    assert found(key_contains="flight-0-7", limit=3) == ["Flight-0-79", "Flight-0-78", "Flight-0-77"]
    assert found(end=START + HOUR, limit=1) == ["Flight-0-99"]


def test_pages_of_answers_double_and_skip_nothing(ws):
    whole = [p.id for p in ws.deployments.list_predictions("late", limit=1000)]

    paged, after = [], None
    while page := ws.deployments.list_predictions("late", limit=40, after=after):
        paged += [p.id for p in page]
        after = page[-1].id

    assert paged == whole
