"""Windows as a picture, one feature in detail, and the outcomes of single predictions."""

from __future__ import annotations

import numpy as np
import pytest

from flyball.core.errors import NotFound
from tests.unit.monitoring import world


@pytest.fixture
def ws(local_ws):
    """Two judged weeks: a good one, and one with another distance and no temperatures, with a shadow."""
    world.watched(local_ws)
    rng = np.random.default_rng(5)
    world.write_week(local_ws.stores, 0, seed=1, shadow=True)
    columns = {"distance": rng.gamma(4.0, 500.0, 2000), "carrier": rng.choice(["AA", "ZZ"], 2000).tolist()}
    world.write_week(local_ws.stores, 1, seed=2, columns=columns, labelled=0.6)
    for number in (0, 1):
        start, end = world.week(number)
        local_ws.monitors.evaluate("late-flight", start=start, end=end)
    return local_ws


def test_the_strip_has_a_cell_per_feature_and_window_with_the_worst_on_top(ws):
    strip = ws.monitors.heat_strip("late-flight")

    assert [(w.start, w.end) for w in strip.windows] == [world.week(0), world.week(1)]
    assert {row.column for row in strip.features[:2]} == {"distance", "carrier"}
    assert all(len(row.cells) == 2 for row in strip.features)
    good, bad = strip.features[0].cells
    assert good is None or not good.alarm
    assert bad is not None
    assert bad.alarm
    assert [w.has_enough_rows for w in strip.windows] == [True, True]


def test_live_and_shadows_are_series_over_the_same_windows(ws):
    strip = ws.monitors.heat_strip("late-flight")

    live, shadow = strip.performance
    assert (live.variant, shadow.variant) == ("live", "shadow:v5")
    assert live.model == (world.MODEL, world.MODEL)
    assert (live.rows, shadow.rows) == ((2000, 2000), (2000, 0))
    assert live.labelled[0] == 2000 > live.labelled[1]
    assert live.roc_auc_lo[0] < live.roc_auc[0] < live.roc_auc_hi[0]
    assert shadow.roc_auc[1] is None
    assert strip.baseline == 0.80


def test_a_number_stands_beside_its_reference_on_common_bins(ws):
    start, end = world.week(1)

    found = ws.monitors.feature("late-flight", "distance", start=start, end=end, bins=10)

    assert (found.kind, len(found.edges), len(found.before.counts)) == ("number", 11, 10)
    assert (sum(found.before.counts), sum(found.after.counts)) == (20_000, 2_000)
    assert found.after.mean == pytest.approx(2 * found.before.mean, rel=0.05)
    assert found.after.quantiles[3] > found.before.quantiles[3]
    assert found.tests[0].alarm
    assert found.reference == world.MODEL


def test_a_text_stands_beside_its_reference_by_level(ws):
    start, end = world.week(1)

    found = ws.monitors.feature("late-flight", "carrier", start=start, end=end)

    assert found.kind == "text"
    new = found.levels.index("ZZ")
    assert found.before.counts[new] == 0
    assert found.after.counts[new] > 800
    assert sum(found.after.counts) == 2_000


def test_an_unknown_feature_or_a_missing_reference_is_said(ws, local_ws):
    start, end = world.week(1)
    with pytest.raises(NotFound, match="nothing"):
        ws.monitors.feature("late-flight", "nothing", start=start, end=end)
    spec = ws.monitors.get("late-flight").spec
    ws.monitors.apply("other", spec=spec)
    with pytest.raises(NotFound, match="no reference"):
        ws.monitors.feature("other", "distance", start=start, end=end)


def test_outcomes_are_found_by_key(local_ws):
    labels = world.write_week(local_ws.stores, 0, seed=1, rows=20)

    found = local_ws.labels.find("late-flight", keys=(labels[3].key, "unknown"))

    assert [(f.key, f.value, f.known_at) for f in found] == [(labels[3].key, labels[3].value, labels[3].at)]
