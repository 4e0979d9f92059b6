"""One knob holds over all columns and tests; what is broken is found and named."""

import numpy as np
import pyarrow as pa
import pytest

from flyball.core.errors import BadInput, NotFound
from flyball.monitoring.drift import MinEffect, drift_report, measure_phi, sketch_table, table_frame

NO_MINIMUM = MinEffect(sd=0.0, ln_sd=0.0, share=0.0, js=0.0)


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(2026)


def flights(rng, rows, *, shift=0.0):
    """Eight numeric and five categorical columns of common kinds."""
    missing = rng.random(rows) < 0.01
    table = {
        "normal": rng.normal(size=rows) + shift,
        "lognormal": rng.lognormal(size=rows),
        "gamma": rng.gamma(2.0, 3.0, rows),
        "heavy": rng.standard_t(3, rows),
        "mostly_zero": np.where(rng.random(rows) < 0.7, 0.0, rng.lognormal(size=rows)),
        "minutes": rng.integers(0, 1440, rows).astype(float),
        "epoch": 1.7e9 + rng.normal(0, 3600, rows),
        "constant": np.full(rows, 3.0),
    }
    columns = {name: pa.array(values, mask=missing) for name, values in table.items()}
    for levels in (2, 5, 20, 100, 1000):
        share = 1 / np.arange(1, levels + 1) ** 1.1
        drawn = rng.choice(levels, rows, p=share / share.sum())
        columns[f"levels_{levels}"] = pa.array([f"L{k}" for k in range(levels)]).take(pa.array(drawn))
    columns["id"] = pa.array([f"id-{k}" for k in rng.integers(0, 2**60, rows)])
    return pa.table(columns)


def compare(reference, current, **options):
    frame = table_frame(reference)
    return drift_report(sketch_table(reference, frame=frame), sketch_table(current, frame=frame), **options)


@pytest.mark.parametrize("references", [1, pytest.param(6, marks=pytest.mark.slow)])
def test_any_column_false_alarms_stay_within_the_knob(rng, references: int) -> None:
    knob, windows, alarms = 0.1, 0, 0
    for _ in range(references):
        reference = flights(rng, 5_000)
        frame = table_frame(reference)
        held = sketch_table(reference, frame=frame)
        for _ in range(40):
            current = sketch_table(flights(rng, 1_000), frame=frame)
            alarms += drift_report(held, current, false_alarms=knob, min_effect=NO_MINIMUM).alarm
            windows += 1

    # 1.3 × the knob, and two standard errors of so few windows.
    assert alarms / windows <= 1.3 * knob + 2 * np.sqrt(knob * (1 - knob) / windows)


def test_a_mean_that_moved_by_half_a_standard_deviation_is_found_every_time(rng) -> None:
    reference = flights(rng, 5_000)

    reports = [compare(reference, flights(rng, 1_000, shift=0.5)) for _ in range(10)]

    assert all({item.column for item in report.alarms} == {"normal"} for report in reports)
    (alarm, *_) = reports[0].alarms
    assert (alarm.test, alarm.unit) == ("location", "sd")
    assert 0.35 < alarm.lo < alarm.effect < alarm.hi < 0.65
    assert alarm.says.startswith("normal: the middle moved by +0.")


def test_missing_values_are_found_before_they_are_dropped(rng) -> None:
    current = flights(rng, 1_000)
    emptied = pa.array(current["gamma"].to_numpy(zero_copy_only=False), mask=rng.random(1_000) < 0.06)

    report = compare(flights(rng, 5_000), current.set_column(2, "gamma", emptied))

    assert [(item.column, item.test) for item in report.alarms] == [("gamma", "missing")]


def test_a_change_of_unit_is_found_and_named(rng) -> None:
    current = flights(rng, 1_000)
    seconds = pa.array(current["minutes"].to_numpy(zero_copy_only=False) * 60)

    report = compare(flights(rng, 5_000), current.set_column(5, "minutes", seconds))

    assert {item.column for item in report.alarms} == {"minutes"}
    assert {item.family for item in report.alarms} >= {"univariate", "range"}
    assert any("minutes seconds" in item.says for item in report.alarms)


def test_one_row_in_a_hundred_in_another_unit_is_found_by_its_range(rng) -> None:
    current = flights(rng, 1_000)
    values = current["gamma"].to_numpy(zero_copy_only=False).copy()
    values[:10] *= 100

    report = compare(flights(rng, 5_000), current.set_column(2, "gamma", pa.array(values)))

    assert [(item.column, item.test) for item in report.alarms] == [("gamma", "range")]


def test_a_new_category_and_a_changed_mix_are_found(rng) -> None:
    current = flights(rng, 1_000)
    new = ["NEW" if k < 8 else level for k, level in enumerate(current["levels_5"].to_pylist())]
    mixed = ["L1" if rng.random() < 0.3 else level for level in current["levels_20"].to_pylist()]
    for name, values in (("levels_5", new), ("levels_20", mixed)):
        current = current.set_column(current.column_names.index(name), name, pa.array(values))

    report = compare(flights(rng, 5_000), current)

    assert {(item.column, item.test) for item in report.alarms} == {
        ("levels_5", "new_category"),
        ("levels_20", "levels"),
    }


def test_a_column_that_is_absent_or_of_another_kind_is_missing_in_every_row(rng) -> None:
    current = flights(rng, 200)
    as_text = pa.array([str(value) for value in current["heavy"].to_pylist()])

    report = compare(flights(rng, 1_000), current.drop(["gamma"]).set_column(2, "heavy", as_text).drop(["levels_2"]))

    wrong = {(item.column, item.test, item.effect > 0.9) for item in report.alarms}
    assert wrong >= {("gamma", "missing", True), ("levels_2", "missing", True)}
    assert "gamma" in dict(report.not_testable)


def test_a_small_window_is_not_tested_and_says_so(rng) -> None:
    report = compare(flights(rng, 1_000), flights(rng, 20))

    assert (report.alarm, report.found) == (False, ())
    assert dict(report.not_testable)["normal"] == "20 rows, 50 are needed"


def test_a_change_too_small_to_matter_is_no_alarm_however_many_rows_show_it(rng) -> None:
    reference, current = ({"x": rng.normal(size=200_000)} for _ in range(2))
    current["x"] += 0.05

    report = compare(pa.table(reference), pa.table(current))

    assert report.found[0].p_adjusted < 1e-6
    assert not report.alarm
    assert compare(pa.table(reference), pa.table(current), min_effect=MinEffect(columns={"x": 0.02})).alarm


def test_budget_is_shown_and_adds_up_to_the_knob(rng) -> None:
    report = compare(flights(rng, 1_000), flights(rng, 200), false_alarms=0.02, importances={"normal": 10.0})

    spent = {item.column: 0.0 for item in report.found}
    for item in report.found:
        if item.family == "univariate":
            spent[item.column] += item.alpha
    assert sum(item.alpha for item in report.found) == pytest.approx(0.02)
    assert spent["normal"] == max(spent.values())
    assert len(report.strongest) == len({item.column for item in report.found})


def test_merging_the_hours_of_a_day_is_the_day(rng) -> None:
    table = flights(rng, 600)
    frame = table_frame(table)

    hours = [sketch_table(table.slice(start, 100), frame=frame) for start in (300, 0, 500, 100, 400, 200)]
    merged = hours[0]
    for hour in hours[1:]:
        merged = merged.merge(hour)

    assert merged.to_bytes() == sketch_table(table, frame=frame).to_bytes()
    assert type(merged).from_bytes(merged.to_bytes()).to_bytes() == merged.to_bytes()


def test_windows_that_wander_by_nature_get_a_factor_that_calms_them(rng) -> None:
    reference = pa.table({"x": np.concatenate([rng.normal(m, 1.0, 300) for m in rng.normal(0, 0.25, 30)])})
    frame = table_frame(reference)
    windows = [sketch_table(reference.slice(300 * k, 300), frame=frame) for k in range(30)]
    whole = sketch_table(reference, frame=frame)

    phi = measure_phi(windows)

    later = [sketch_table(pa.table({"x": rng.normal(m, 1.0, 300)}), frame=frame) for m in rng.normal(0, 0.25, 60)]
    rate = [np.mean([drift_report(whole, w, min_effect=NO_MINIMUM, phi=f).alarm for w in later]) for f in ({}, phi)]
    assert phi["x/location"] > 5
    assert rate[0] > 0.3
    assert rate[1] <= 0.05
    assert measure_phi(windows[:3]) == {}


def test_tables_of_different_frames_and_unknown_tests_are_refused(rng) -> None:
    one, other = (pa.table({"x": rng.normal(m, 1.0, 100)}) for m in (0, 5))
    sketches = [sketch_table(table, frame=table_frame(table)) for table in (one, other)]

    with pytest.raises(BadInput, match="different frames"):
        drift_report(*sketches)
    with pytest.raises(BadInput, match="different frames"):
        sketches[0].merge(sketches[1])
    with pytest.raises(NotFound, match="location"):
        compare(one, one, tests=["astrology"])


def test_times_and_nested_columns_are_left_out_of_a_frame() -> None:
    table = pa.table(
        {"at": pa.array([0], pa.timestamp("us")), "ok": [True], "list": [[1]], "n": pa.array([1], pa.int8())}
    )

    frame = table_frame(table)

    assert frame.names == ("n", "ok")
    assert table_frame(table, columns=["ok"]).names == ("ok",)
    assert sketch_table(table, frame=frame).columns["ok"].known.tolist() == [1]
