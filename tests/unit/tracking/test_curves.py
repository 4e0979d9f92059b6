"""Curves of many runs: the same line from fewer points."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flyball.tracking.reduce import reduce_points


@pytest.fixture
def runs(ws):
    """Two runs: one long with a spike, one short; the ids."""
    with ws.run("curves", name="long") as long:
        for step in range(1_000):
            long.log({"loss": 1_000.0 if step == 377 else 1.0 / (step + 1)}, step=step)
    with ws.run("curves", name="short") as short:
        short.log({"loss": 2.0, "auc": 0.5}, step=0)
        short.log({"loss": float("nan")}, step=1)
        short.log({"loss": 1.0}, step=2)
    return long.id, short.id


def test_a_spike_survives_however_few_buckets_there_are(ws, runs):
    curve = ws.runs.curves(ids=runs, keys=("loss",), buckets=10)[0]

    assert (curve.run, curve.points, curve.is_reduced) == (runs[0], 1_000, True)
    assert len(curve.x) <= 40
    assert curve.y[curve.x.index(377.0)] == 1_000.0
    assert (curve.x[0], curve.x[-1]) == (0.0, 999.0)
    assert list(curve.x) == sorted(curve.x)


def test_a_zoom_shows_the_points_themselves(ws, runs):
    (curve,) = ws.runs.curves(ids=runs[:1], keys=("loss",), buckets=10, start=370, end=380)

    assert curve.x == tuple(float(step) for step in range(370, 380))
    assert not curve.is_reduced


def test_what_is_no_number_is_told_apart(ws, runs):
    curves = ws.runs.curves(ids=runs[1:], keys=("loss", "auc", "nothing"))

    assert [(curve.key, curve.x, curve.y) for curve in curves] == [
        ("loss", (0.0, 2.0), (2.0, 1.0)),
        ("auc", (0.0,), (0.5,)),
    ]
    assert curves[0].odd_count == 1
    assert (curves[0].odd[0].x, curves[0].odd[0].y) == (1.0, "nan")


def test_points_logged_out_of_order_are_drawn_in_order(ws):
    with ws.run("curves") as run:
        for step in (3, 1, 2, 1):
            run.log({"loss": float(10 * step)}, step=step)

    (curve,) = ws.runs.curves(ids=(run.id,), keys=("loss",))

    assert (curve.x, curve.y) == ((1.0, 1.0, 2.0, 3.0), (10.0, 10.0, 20.0, 30.0))


def test_the_axis_may_be_time(ws, runs):
    info = ws.runs.get(runs[1])

    (by_time,) = ws.runs.curves(ids=runs[1:], keys=("auc",), x="time")
    (since_start,) = ws.runs.curves(ids=runs[1:], keys=("auc",), x="relative")

    assert by_time.x[0] / 1_000 - info.started_at.timestamp() == pytest.approx(since_start.x[0], abs=1e-3)


def test_runs_that_do_not_exist_have_no_curve(ws):
    assert ws.runs.curves(ids=("0" * 32,), keys=("loss",)) == []


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=300), st.integers(1, 20))
def test_each_part_of_the_axis_keeps_its_ends_and_extremes(values, buckets):
    y = np.array(values)
    x = np.arange(len(y), dtype=float)

    kept = reduce_points(x, y, buckets)

    assert len(kept) <= max(4 * buckets, 0) or len(y) <= 4 * buckets
    assert {0, len(y) - 1} <= set(kept.tolist())
    assert y[kept].min() == y.min()
    assert y[kept].max() == y.max()
    assert (np.diff(kept) > 0).all()
