from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from flyball.core import RandomIds, SimulatedClock
from flyball.core.errors import BadInput, ValidationFailed
from flyball.data import (
    Dataset,
    Distribution,
    Expectation,
    Freshness,
    InSet,
    Matches,
    Nulls,
    Range,
    Schema,
    Unique,
    Volume,
)
from flyball.data.expectations import read_checks
from flyball.store import open_stores
from flyball.workspace import Workspace
from tests.unit.data.conftest import departures
from tests.workspaces import settings_in


def test_failing_rows_are_set_aside_with_their_reasons_and_the_rest_is_published(everywhere: Dataset) -> None:
    everywhere.expect(Range(column="delay", low=-60, high=1000), InSet(column="carrier", values=("UA", "AA", "B6")))
    rows = departures(0, 5, delay=[1.0, 5000.0, 3.0, 4.0, -99.0], carrier=["UA", "AA", "XX", "B6", "??"])

    version = everywhere.commit(rows)
    aside = everywhere.quarantine()

    assert (version.rows, version.quarantined, version.suite_status) == (2, 3, "warned")
    assert everywhere.read()["id"].to_pylist() == ["f000000", "f000003"]
    assert aside.total == 3
    assert aside.by_reason == {"in_set(carrier)": 2, "range(delay)": 2}
    assert aside.rows is not None
    shown = [dict(zip(aside.rows.columns, row, strict=True)) for row in aside.rows.rows]
    assert [(row["id"], row["_reasons"], row["_commit"]) for row in shown] == [
        ("f000001", '["range(delay)"]', "dataset:flights@1"),
        ("f000002", '["in_set(carrier)"]', "dataset:flights@1"),
        ("f000004", '["range(delay)","in_set(carrier)"]', "dataset:flights@1"),
    ]


def test_accepted_and_quarantined_rows_add_up_to_those_that_landed(flights: Dataset) -> None:
    flights.expect(Range(column="seats", low=110))
    flights.commit(departures(0, 200))
    flights.append(departures(200, 100))

    for report in flights._datasets.list_validations("flights"):
        assert report.accepted + report.quarantined == report.landed
    assert flights.read().num_rows + flights.quarantine().total == 300


def test_a_failed_table_check_blocks_and_says_what_was_observed(everywhere: Dataset) -> None:
    everywhere.expect(Volume(min_rows=50), Nulls(column="seats", max_share=0.1))

    with pytest.raises(ValidationFailed) as refused:
        everywhere.commit(departures(0, 10, seats=[None] * 5 + [1] * 5))

    assert "10 rows landed; at least 50 are expected" in refused.value.why
    assert "5 of 10 rows have no seats" in refused.value.why
    assert refused.value.details["failed"] == ["volume()", "nulls(seats)"]
    assert everywhere.log() == []


def test_a_refusal_stays_on_record(everywhere: Dataset) -> None:
    everywhere.expect(Volume(min_rows=50))
    with pytest.raises(ValidationFailed):
        everywhere.commit(departures(0, 10))

    (report,) = everywhere._datasets.list_validations("flights")

    assert (report.verdict, report.landed, report.accepted) == ("blocked", 10, 0)
    assert report.failed[0].sentence == "10 rows landed; at least 50 are expected"


def test_the_operation_refuses_too_when_nobody_checked_before(local_ws: Workspace, flights: Dataset) -> None:
    first = flights.commit(departures(0, 10))
    flights.expect(Volume(min_rows=50))
    flights.commit(departures(0, 60))

    with pytest.raises(ValidationFailed, match="volume"):
        local_ws.datasets.commit("flights", manifest=first.manifest)


@pytest.mark.parametrize(
    ("severity", "outcome"), [("info", "published"), ("warn", "published"), ("error", "aside"), ("critical", "blocked")]
)
def test_severity_decides_what_a_failing_row_does(flights: Dataset, severity: str, outcome: str) -> None:
    check = Range(column="delay", high=10, severity=severity)  # type: ignore[arg-type]
    flights.expect(check)
    rows = departures(0, 2, delay=[1.0, 11.0])
    if outcome == "blocked":
        with pytest.raises(ValidationFailed, match="1 of 2 rows have delay outside"):
            flights.commit(rows)
    else:
        assert flights.commit(rows).rows == (2 if outcome == "published" else 1)


@pytest.mark.parametrize(
    ("check", "values", "failing"),
    [
        (Range(column="x", low=0, high=1), [0.0, 1.0, 1.1, None, float("nan")], [2, 4]),
        (Range(column="x", low=2), [1, 2, None], [0]),
        (Nulls(column="x"), [1.0, None, float("nan")], [1]),
        (InSet(column="x", values=("a", "b")), ["a", "c", None], [1]),
        (InSet(column="x", values=(1, 2)), [1, 3, None], [1]),
        (Matches(column="x", pattern="N[0-9]+"), ["N12", "N12\n", "xN1", None], [1, 2]),
        (Unique(columns=("x",)), ["a", "b", "a", None, None], [2]),
        (Range(column="x", high=1, tolerance=0.5), [1, 2], []),
        (Range(column="x", high=1, tolerance=0.4), [1, 2], [1]),
    ],
)
def test_a_row_check_points_at_exactly_the_failing_rows(
    local_ws: Workspace, check: Expectation, values: list[object], failing: list[int]
) -> None:
    handle = local_ws.dataset("numbers").create()
    handle.expect(check)

    handle.commit(pa.table({"row": list(range(len(values))), "x": values}))

    assert handle.read()["row"].to_pylist() == [row for row in range(len(values)) if row not in failing]


@pytest.mark.parametrize(
    ("check", "says"),
    [
        (Range(column="gone", low=0), "the column 'gone' is missing"),
        (Range(column="carrier", low=0), "carrier holds string, not numbers"),
        (InSet(column="seats", values=("a",)), "seats holds int64, which the list does not"),
        (Matches(column="seats", pattern="x"), "seats holds int64, not text"),
        (Schema(columns={"seats": "double", "gate": "string"}), "gate is missing; seats is int64, not double"),
        (Schema(columns={"id": "string"}, allow_more=False), "carrier is not expected"),
        (Freshness(column="at", max_age_s=60), "are allowed"),
        (Distribution(column="carrier"), "carrier holds string, not numbers"),
    ],
)
def test_a_check_that_cannot_be_met_blocks_and_names_why(flights: Dataset, check: Expectation, says: str) -> None:
    flights.expect(check)
    with pytest.raises(ValidationFailed, match=says):
        flights.commit(departures(0, 10))


def test_zero_rows_pass_row_checks_and_block_where_nothing_can_be_evaluated(flights: Dataset) -> None:
    flights.expect(Range(column="delay", low=0), Nulls(column="id"))
    assert flights.commit(departures(0, 0)).suite_status == "passed"

    flights.expect(Freshness(column="at", max_age_s=60))
    with pytest.raises(ValidationFailed, match="no row has a at"):
        flights.commit(departures(0, 3, at=pa.nulls(3, pa.timestamp("us", tz="UTC"))))


def test_freshness_is_counted_from_the_workspace_clock(tmp_path: Path) -> None:
    clock = SimulatedClock(datetime(2013, 1, 1, 1, tzinfo=UTC))
    stores = open_stores(settings_in(tmp_path), clock=clock, ids=RandomIds(clock))
    with Workspace(project="default", stores=stores) as ws:
        handle = ws.dataset("flights").create(key="id")
        handle.expect(Freshness(column="at", max_age_s=7200))
        handle.commit(departures(0, 10))
        clock.advance(timedelta(hours=3))
        with pytest.raises(ValidationFailed, match=r"the newest at is .* old, at most 2\.0 h are allowed"):
            handle.append(departures(10, 10))


def test_only_the_rows_that_land_are_judged_and_compared_with_the_landing_before(flights: Dataset) -> None:
    flights.commit(departures(0, 1000))
    flights.append(departures(1000, 100))
    flights.expect(Volume(min_ratio=0.5, max_ratio=2.0))

    assert flights.append(departures(1100, 150)).rows == 1250
    with pytest.raises(ValidationFailed, match="40 rows landed; 150 landed before"):
        flights.append(departures(1250, 40))


def weather(rng: np.random.Generator, hour: int, rows: int) -> pa.Table:
    return pa.table({"hour": list(range(hour, hour + rows)), "temp": rng.normal(40.0, 9.0, rows)})


def test_a_feed_that_switches_units_is_stopped_and_the_unit_is_named(everywhere: Dataset) -> None:
    rng = np.random.default_rng(5)
    handle = Dataset("weather", datasets=everywhere._datasets, objects=everywhere._objects).create(key="hour")
    handle.expect(Distribution(column="temp", last=4, unit="°F"))
    for week in range(6):
        handle.append(weather(rng, week * 168, 168))
    celsius = weather(rng, 6 * 168, 168)
    celsius = celsius.set_column(1, "temp", pa.array((celsius["temp"].to_numpy() - 32) / 1.8))

    with pytest.raises(ValidationFailed, match="temp looks converted \\(°F became °C\\)"):
        handle.append(celsius)
    assert handle.version().rows == 6 * 168
    assert handle.append(weather(rng, 6 * 168, 168)).n == 7


def test_a_first_version_has_nothing_to_be_compared_with(flights: Dataset) -> None:
    flights.expect(Distribution(column="delay"))
    flights.commit(departures(0, 100))
    (report,) = flights._datasets.list_validations("flights")
    assert report.results[0].status == "skipped"


def test_a_published_version_can_be_judged_again_by_newer_expectations(everywhere: Dataset) -> None:
    everywhere.commit(departures(0, 100))
    everywhere.expect(Range(column="delay", high=30))

    report = everywhere.validate()

    assert (report.scope, report.verdict, report.quarantined) == ("whole", "quarantined", 18)
    assert everywhere.version().rows == 100
    assert everywhere.validate() == report


def test_a_result_is_never_edited_and_a_newer_suite_has_its_own(flights: Dataset) -> None:
    flights.commit(departures(0, 100))
    flights.expect(Range(column="delay", high=30))
    before = flights.validate()
    flights.expect(Range(column="delay", high=35))
    after = flights.validate()

    assert (before.suite_version, after.suite_version) == (1, 2)
    assert [r.suite_version for r in flights._datasets.list_validations("flights")][:2] == [2, 1]
    assert before in flights._datasets.list_validations("flights")


def test_the_same_expectations_are_no_new_suite(everywhere: Dataset) -> None:
    everywhere.create(key="id", label="delay", time_column="at")
    first = everywhere.expect(Nulls(column="id"))

    assert everywhere.expect(Nulls(column="id")) == first
    assert everywhere._datasets.get_expectations("flights", version=0).checks == ()


@pytest.mark.parametrize(
    ("checks", "says"),
    [
        ((Nulls(column="x"), Nulls(column="x")), "two checks are called"),
        ((Range(column="x"),), "no value between"),
        ((Range(column="x", low=2, high=1),), "no value between"),
        ((Range(column="x", low=float("nan"), high=1),), "no value between"),
        ((Volume(),), "states no bound"),
        ((Matches(column="x", pattern="("),), "not a regular expression"),
    ],
)
def test_expectations_that_mean_nothing_are_refused(
    flights: Dataset, checks: tuple[Expectation, ...], says: str
) -> None:
    with pytest.raises(BadInput, match=says):
        flights.expect(*checks)


def test_expectations_are_read_from_json_and_toml() -> None:
    from_json = read_checks(b'[{"check": "range", "column": "temp", "low": -30.5}, {"check": "nulls", "column": "id"}]')
    from_toml = read_checks(b'[[checks]]\ncheck = "range"\ncolumn = "temp"\nlow = -30.5\n')

    assert from_json == (Range(column="temp", low=-30.5), Nulls(column="id"))
    assert from_toml == from_json[:1]
    with pytest.raises(BadInput, match="not valid JSON"):
        read_checks(b'[{"check": "rnage"}]')
    with pytest.raises(BadInput, match="not valid TOML"):
        read_checks(b"checks = 5")


def test_rows_set_aside_once_are_not_set_aside_again_when_the_commit_is_repeated(
    local_ws: Workspace, flights: Dataset
) -> None:
    flights.commit(departures(0, 10))
    flights.expect(Range(column="delay", high=5))
    flights.commit(departures(0, 10))
    assert flights.quarantine().total == 0  # equal content is no landing

    flights.append(departures(10, 2, delay=[1.0, 9.0]))
    candidate = local_ws.datasets.list_validations("flights")[0]

    assert candidate.quarantined == 1
    assert flights.quarantine().total == 1
