import itertools
from datetime import timedelta

import numpy as np
import pyarrow.compute as pc
import pytest

from flyball.core import to_us
from flyball.demo.faults import CELSIUS_FROM, CELSIUS_UNTIL
from flyball.demo.feed import OPENING, SCHEDULE_COLUMNS, Feed, days, hours, weeks
from flyball.demo.flights import FlightsData, load_flights
from flyball.demo.train import warning_threshold


@pytest.fixture(scope="module")
def data() -> FlightsData:
    return load_flights()


def test_a_schedule_says_nothing_of_how_the_flight_went(data: FlightsData) -> None:
    due = Feed(data).due(OPENING, OPENING + timedelta(days=1))

    assert due.num_rows > 500
    assert not {"dep_delay", "arr_delay", "air_time", "late", "known_at"} & set(SCHEDULE_COLUMNS)
    assert due.column_names == list(SCHEDULE_COLUMNS)


def test_every_flight_lands_once_and_not_before_it_is_known(data: FlightsData) -> None:
    feed = Feed(data)
    cuts = [OPENING + timedelta(days=n) for n in range(8)]

    parts = [feed.landed(a, b) for a, b in itertools.pairwise(cuts)]

    assert sum(part.num_rows for part in parts) == feed.landed(cuts[0], cuts[-1]).num_rows
    for part, end in zip(parts, cuts[1:], strict=True):
        assert to_us(pc.max(part["known_at"]).as_py()) < to_us(end)


def test_the_planted_week_and_no_other_is_in_celsius(data: FlightsData) -> None:
    span = (CELSIUS_FROM - timedelta(days=1), CELSIUS_UNTIL + timedelta(days=1))
    planted, clean = Feed(data).weather(*span), Feed(data, with_faults=False).weather(*span)

    moments = planted["available_at"].cast("int64").to_numpy()
    differs = planted["temp"].to_numpy() != clean["temp"].to_numpy()
    inside = (moments >= to_us(CELSIUS_FROM)) & (moments < to_us(CELSIUS_UNTIL))

    assert differs[inside].mean() > 0.99
    assert not differs[~inside].any()


def test_weeks_days_and_hours_tile_the_year() -> None:
    year = weeks(12)

    assert all(a.end == b.start for a, b in itertools.pairwise(year))
    assert sum(len(days(w.start, w.end)) for w in year) == 334
    assert len(hours(year[0].start, year[0].end)) == 168


def test_the_threshold_keeps_the_share_of_wrong_warnings() -> None:
    rng = np.random.default_rng(3)
    scores = rng.random(2000)
    labels = (rng.random(2000) < scores).astype(int)

    threshold = warning_threshold(labels, scores, 0.3)

    assert 1 - labels[scores >= threshold].mean() <= 0.3 + 1e-9
