"""The demo's training function, as installed, is recorded and repeated bit for bit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pyarrow as pa

from flyball.demo.train import train


def flights(rows: int = 400) -> pa.Table:
    rng = np.random.default_rng(0)
    start = datetime(2013, 1, 1, tzinfo=UTC)
    temp = rng.normal(size=rows)
    return pa.table(
        {
            "carrier": rng.choice(["AA", "UA"], rows),
            "origin": rng.choice(["JFK", "EWR"], rows),
            "hour": rng.integers(6, 22, rows),
            "decision_at": pa.array([start + timedelta(hours=n) for n in range(rows)], pa.timestamp("us", tz="UTC")),
            "temp": temp,
            "late": (rng.random(rows) < 1 / (1 + np.exp(-temp))).astype(int),
        }
    )


def test_the_demos_training_is_bit_identical_when_repeated(local_ws):
    local_ws.dataset("training").create().commit(flights())
    params = {"holdout_from": "2013-01-12T00:00:00+00:00", "max_iter": 5, "seed": 1}

    run = local_ws.execute(train, experiment="late", params=params, inputs={"rows": "dataset:training"})
    found = local_ws.reproduce(run.ref)

    assert (found.verdict, found.differences) == ("bit-identical", ())
    assert found.artifact_count == 1
    session = local_ws.runs.get(run.id).session
    assert session is not None and session.code is not None
