"""What a window shows: broken columns, drift, a model that got worse; each is one incident, however often judged."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from flyball.core import RandomIds, SystemClock
from flyball.core.errors import BadInput, NotFound
from flyball.governance.login import ensure_admin
from flyball.monitoring import Baseline, Incident, Label, MonitorSpec, Window, reference_sketch
from flyball.monitoring.drift import TableSketch
from flyball.monitoring.labels import append_labels, label_stream
from flyball.store import open_stores
from flyball.workspace import Workspace
from tests import workspaces
from tests.unit.monitoring import world


def judge(ws: Workspace, number: int, *, known_until: datetime | None = None) -> Window:
    start, end = world.week(number)
    return ws.monitors.evaluate("late-flight", start=start, end=end, known_until=known_until)


def open_incidents(ws: Workspace) -> list[Incident]:
    return ws.incidents.list_incidents(deployment="late-flight", state="open")


def alarms(window: Window) -> set[tuple[str, str | None, str]]:
    return {(finding.kind, finding.column, finding.test) for finding in window.findings if finding.alarm}


def test_the_same_specification_again_is_the_same_version(ws: Workspace) -> None:
    spec = MonitorSpec(deployment="late-flight")
    assert ws.monitors.apply("late-flight", spec=spec).version == 1
    assert ws.monitors.apply("late-flight", spec=spec).version == 1

    changed = ws.monitors.apply("late-flight", spec=MonitorSpec(deployment="late-flight", max_drop=0.05))

    assert changed.version == 2
    assert ws.monitors.get("late-flight").spec.max_drop == 0.05
    assert [monitor.name for monitor in ws.monitors.list_monitors()] == ["late-flight"]


def test_a_reference_is_a_version_with_rows_of_its_own(ws: Workspace) -> None:
    found = world.watched(ws)

    assert found.reference == world.MODEL
    assert found.baseline is not None
    assert found.baseline.roc_auc == 0.80
    with pytest.raises(BadInput):
        ws.monitors.set_reference("late-flight", model=world.MODEL, sketch="0" * 64, baseline=Baseline())
    with pytest.raises(BadInput):
        ws.monitors.set_reference("late-flight", model="model:late-flight", sketch="0" * 64, baseline=Baseline())
    with pytest.raises(NotFound):
        ws.monitors.get("nothing")


@pytest.mark.parametrize("data", [b"", b"no sketch", b"\x93\xc4\x02\xef\xee\x01\x90"])
def test_bytes_that_are_no_sketch_are_refused(ws: Workspace, data: bytes) -> None:
    ws.monitors.apply("late-flight", spec=MonitorSpec(deployment="late-flight"))

    with pytest.raises(BadInput, match="no sketch"):
        ws.monitors.set_reference("late-flight", model=world.MODEL, sketch=ws.objects.put(data), baseline=Baseline())

    assert ws.monitors.get("late-flight").reference is None


def test_an_unchanged_world_is_a_good_window(local_ws: Workspace) -> None:
    world.watched(local_ws)
    world.write_week(local_ws.stores, 0, seed=1)

    window = judge(local_ws, 0)

    assert window.state == "good"
    assert alarms(window) == set()
    assert (window.rows, window.labelled, window.live) == (2000, 2000, "v4")
    assert set(window.judged) == {"quality", "drift", "performance"}
    assert {finding.column for finding in window.findings} == {*world.FEATURES, None}
    assert window.latency_p50_ms is not None
    assert window.latency_p99_ms is not None
    assert 0.8 <= window.latency_p50_ms < window.latency_p99_ms <= 4.0
    assert open_incidents(local_ws) == []


def test_a_column_that_is_gone_is_broken_data_and_not_drift(local_ws: Workspace) -> None:
    world.watched(local_ws)
    world.write_week(local_ws.stores, 0, seed=1, columns={"temp": [None] * 2000})

    window = judge(local_ws, 0)

    assert alarms(window) == {("quality", "temp", "missing")}
    assert [(i.kind, i.cause) for i in open_incidents(local_ws)] == [("quality", "column temp missing")]


def test_a_feature_that_was_never_logged_is_missing(local_ws: Workspace) -> None:
    world.watched(local_ws)
    sketch = reference_sketch(
        world.reference_table(np.random.default_rng(1)).append_column("humid", pa.array([0.5, 0.75] * 10_000)),
        columns=[*world.FEATURES, "humid"],
    )
    local_ws.monitors.set_reference(
        "late-flight", model="model:late-flight@5", sketch=local_ws.objects.put(sketch), baseline=Baseline()
    )
    world.write_week(local_ws.stores, 0, seed=1)

    assert alarms(judge(local_ws, 0)) == {("quality", "humid", "missing")}


def test_another_unit_is_broken_data(local_ws: Workspace) -> None:
    world.watched(local_ws)
    rng = np.random.default_rng(5)
    celsius, metres = (rng.normal(50.0, 12.0, 2000) - 32) / 1.8, rng.gamma(4.0, 250.0, 2000) * 1000
    world.write_week(local_ws.stores, 0, seed=1, columns={"temp": celsius, "distance": metres})

    window = judge(local_ws, 0)

    assert alarms(window) == {("quality", "temp", "unit"), ("quality", "distance", "unit")}
    assert any("°F became °C" in finding.says for finding in window.findings)
    assert {i.cause for i in open_incidents(local_ws)} == {"column temp unit", "column distance unit"}


def test_waits_that_double_are_drift_and_no_change_of_unit(local_ws: Workspace) -> None:
    world.watched(local_ws)
    waits = np.random.default_rng(5).exponential(40.0, 2000)
    world.write_week(local_ws.stores, 0, seed=1, columns={"wait": waits})

    assert {(kind, column) for kind, column, _ in alarms(judge(local_ws, 0))} == {("drift", "wait")}


def test_all_drifting_columns_are_one_incident_that_names_them(local_ws: Workspace) -> None:
    world.watched(local_ws)
    rng = np.random.default_rng(5)
    moved = {"wait": rng.exponential(40.0, 2000), "temp": rng.normal(60.0, 12.0, 2000), "carrier": ["ZZ"] * 2000}
    world.write_week(local_ws.stores, 0, seed=1, columns=moved)

    judge(local_ws, 0)

    [incident] = open_incidents(local_ws)
    assert (incident.kind, incident.cause) == ("drift", "drift")
    assert all(name in incident.says for name in moved)


def test_a_model_that_got_worse_opens_an_incident(local_ws: Workspace) -> None:
    world.watched(local_ws, baseline=Baseline(roc_auc=0.81))
    world.write_week(local_ws.stores, 0, seed=1, skill=0.3)

    window = judge(local_ws, 0)

    assert alarms(window) == {("performance", None, "roc_auc")}
    [incident] = open_incidents(local_ws)
    assert (incident.kind, incident.cause) == ("performance", "roc_auc")
    assert "0.810 on the reference" in incident.says


def test_a_few_labels_judge_no_model(local_ws: Workspace) -> None:
    world.watched(local_ws, baseline=Baseline(roc_auc=0.81))
    world.write_week(local_ws.stores, 0, seed=1, skill=0.3, labelled=0.3)

    assert "performance" not in judge(local_ws, 0).judged
    assert open_incidents(local_ws) == []


def test_the_past_can_be_asked_what_it_knew(local_ws: Workspace) -> None:
    world.watched(local_ws, baseline=Baseline(roc_auc=0.81))
    world.write_week(local_ws.stores, 0, seed=1)
    start, _ = world.week(0)

    early = judge(local_ws, 0, known_until=start + timedelta(days=3))

    assert 0 < early.labelled < 1000
    assert judge(local_ws, 0).labelled == 2000


def test_too_few_rows_are_no_data_and_neither_good_nor_bad(local_ws: Workspace) -> None:
    world.watched(local_ws)
    assert judge(local_ws, 0).state == "no_data"
    world.write_week(local_ws.stores, 1, seed=1, columns={"temp": [None] * 2000})
    judge(local_ws, 1)
    world.write_week(local_ws.stores, 2, seed=1, rows=20)

    window = judge(local_ws, 2)

    assert (window.state, window.rows, window.findings) == ("no_data", 20, ())
    assert len(open_incidents(local_ws)) == 1, "an empty window does not end an incident"


def test_a_good_window_ends_the_incident(local_ws: Workspace) -> None:
    world.watched(local_ws)
    world.write_week(local_ws.stores, 0, seed=1, columns={"temp": [None] * 2000})
    world.write_week(local_ws.stores, 1, seed=2)
    judge(local_ws, 0)

    judge(local_ws, 1)

    [incident] = local_ws.incidents.list_incidents(state="closed")
    assert incident.cause == "column temp missing"
    assert open_incidents(local_ws) == []


def test_a_cause_that_lasts_is_one_incident_over_its_windows(local_ws: Workspace) -> None:
    world.watched(local_ws)
    for number in range(3):
        world.write_week(local_ws.stores, number, seed=number, columns={"temp": [None] * 2000})
        judge(local_ws, number)

    [incident] = local_ws.incidents.list_incidents()
    assert (incident.windows, incident.seen_at) == (3, world.week(2)[1])


def test_a_window_judged_again_replaces_itself_and_counts_once(local_ws: Workspace) -> None:
    world.watched(local_ws, clear_after=2)
    world.write_week(local_ws.stores, 0, seed=1, columns={"temp": [None] * 2000})
    world.write_week(local_ws.stores, 1, seed=2)

    for number in (0, 0, 1, 1, 1):
        judge(local_ws, number)

    [incident] = local_ws.incidents.list_incidents()
    assert (incident.state, incident.windows) == ("open", 1), "one good window, though judged three times"
    assert len(local_ws.monitors.windows("late-flight")) == 2


def test_an_incident_waits_for_as_many_bad_windows_as_the_monitor_says(local_ws: Workspace) -> None:
    world.watched(local_ws, fire_after=2)
    for number in range(2):
        world.write_week(local_ws.stores, number, seed=number, columns={"temp": [None] * 2000})

    assert judge(local_ws, 0).state == "bad"
    assert open_incidents(local_ws) == []
    judge(local_ws, 1)

    assert len(open_incidents(local_ws)) == 1


def test_labels_that_come_late_can_still_open_an_incident(local_ws: Workspace) -> None:
    world.watched(local_ws, baseline=Baseline(roc_auc=0.81))
    labels = world.write_week(local_ws.stores, 0, seed=1, skill=0.3, labelled=0.0)
    assert labels == []
    judge(local_ws, 0)
    stream = label_stream("default", "late-flight")
    names = [f"flight-{1:04x}{0:04x}{k:024x}" for k in range(2000)]
    append_labels(
        local_ws.stores.streams,
        stream,
        [Label(key=name, value=float(k % 3 == 0), at=world.week(3)[0]) for k, name in enumerate(names)],
    )

    judge(local_ws, 0)

    assert [incident.kind for incident in open_incidents(local_ws)] == ["performance"]


def test_who_closed_an_incident_by_hand_is_not_asked_again_for_the_same_window(local_ws: Workspace) -> None:
    world.watched(local_ws)
    world.write_week(local_ws.stores, 0, seed=1, columns={"temp": [None] * 2000})
    judge(local_ws, 0)
    [incident] = open_incidents(local_ws)
    local_ws.incidents.close(incident.id, reason="known: the sensor was moved")

    judge(local_ws, 0)

    assert open_incidents(local_ws) == []


def test_a_good_window_does_not_end_what_people_reported(local_ws: Workspace) -> None:
    world.watched(local_ws)
    start, _ = world.week(0)
    local_ws.incidents.report("late-flight", kind="quality", cause="weather feed", says="no rows", at=start)
    world.write_week(local_ws.stores, 0, seed=1)

    assert judge(local_ws, 0).state == "good"
    assert [incident.cause for incident in open_incidents(local_ws)] == ["weather feed"]


def test_shadows_are_compared_and_not_counted(local_ws: Workspace) -> None:
    world.watched(local_ws)
    world.write_week(local_ws.stores, 0, seed=1, shadow=True)

    window = judge(local_ws, 0)

    assert window.rows == 2000
    assert window.live == "v4"
    assert {(p.variant, p.model) for p in window.performance} == {
        ("v4", world.MODEL),
        ("shadow:v5", "model:late-flight@5"),
    }
    [shadow, live] = window.performance
    assert shadow.roc_auc == live.roc_auc
    assert live.recall_at_threshold is not None


def test_slow_answers_are_an_incident_where_a_limit_is_set(local_ws: Workspace) -> None:
    world.watched(local_ws, max_p99_ms=1.0)
    world.write_week(local_ws.stores, 0, seed=1)

    judge(local_ws, 0)

    assert [(i.kind, i.cause) for i in open_incidents(local_ws)] == [("latency", "latency_p99_ms")]


def test_windows_are_half_open(local_ws: Workspace) -> None:
    world.watched(local_ws)
    world.write_week(local_ws.stores, 0, seed=1)
    start, _ = world.week(0)

    assert judge(local_ws, 1).rows == 0
    assert local_ws.monitors.evaluate("late-flight", start=start, end=start + timedelta(seconds=1)).rows == 1


@pytest.mark.parametrize("naive", [True, False])
def test_a_period_without_a_zone_or_without_length_is_refused(local_ws: Workspace, naive: bool) -> None:
    world.watched(local_ws)
    start, end = world.week(0)

    with pytest.raises(BadInput):
        local_ws.monitors.evaluate(
            "late-flight", start=start.replace(tzinfo=None) if naive else end, end=end if naive else start
        )


def test_a_sketch_for_float32_rows_knows_the_same_numbers(local_ws: Workspace) -> None:
    tenths = pa.table({"x": [0.1, 0.2, 0.3] * 100})

    sketch = TableSketch.from_bytes(reference_sketch(tenths, columns=["x"]))
    again = TableSketch.from_bytes(reference_sketch(pa.table({"x": tenths["x"].cast(pa.float32())}), columns=["x"]))

    assert sketch.to_bytes() == again.to_bytes()
    with pytest.raises(BadInput):
        reference_sketch(tenths, columns=["y"])


def test_a_monitor_says_why(local_ws: Workspace) -> None:
    world.watched(local_ws)
    world.write_week(local_ws.stores, 0, seed=1)
    judge(local_ws, 0)

    told = local_ws.why.explain("monitor:late-flight")

    assert "found 0 alarms in 2000 predictions" in told.links[0].sentence
    assert told.links[0].facts["reference"] == world.MODEL


def test_windows_and_performance_can_be_read_over_http(tmp_path: Path) -> None:
    clock = SystemClock()
    stores = open_stores(workspaces.settings_in(tmp_path), clock=clock, ids=RandomIds(clock))
    ensure_admin(stores, token=workspaces.ADMIN_TOKEN)
    world.write_week(stores, 0, seed=1)
    start, end = world.week(0)
    with workspaces.served(stores) as url, workspaces.connected(url) as ws:
        world.watched(ws)

        window = judge(ws, 0)

        assert window.state == "good"
        assert ws.monitors.windows("late-flight") == [window]
        assert ws.monitors.windows("late-flight", before=start) == []
        assert ws.monitors.performance("late-flight", start=start, end=end, threshold=0.4) == window.performance
    stores.close()
