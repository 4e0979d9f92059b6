"""The year as it arrives: flights that land, weather that is reported, decisions that fall due between two moments."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from flyball.core import to_us
from flyball.demo.faults import CELSIUS_FROM, CELSIUS_UNTIL, in_celsius
from flyball.demo.flights import FlightsData
from flyball.demo.local_time import Int64Array

YEAR = 2013
OPENING = datetime(YEAR, 2, 1, 5, tzinfo=UTC)
"""Midnight of 1 February in New York: January is history, the endpoint opens."""
SCHEDULE_COLUMNS = (
    "flight_id", "carrier", "flight", "tailnum", "origin", "dest", "distance", "month", "weekday", "hour",
    "hour_of_day", "sched_dep_at", "sched_min", "decision_at",
)  # fmt: skip
"""What is known of a flight two hours before it is due to leave."""
OUTCOME_COLUMNS = (*SCHEDULE_COLUMNS, "dep_delay", "arr_delay", "air_time", "known_at", "late")
"""What is known of a flight once it has landed or is written off."""
WEATHER_COLUMNS = (
    "origin", "time_hour", "available_at", "temp", "dewp", "humid", "wind_dir", "wind_speed", "wind_gust", "precip",
    "pressure", "visib",
)  # fmt: skip


class Week(NamedTuple):
    """Seven days of the story, [start, end)."""

    number: int
    start: datetime
    end: datetime


class Feed:
    """Serves the tables in the order of their moments; nothing is handed out before it could be known."""

    def __init__(self, data: FlightsData, *, with_faults: bool = True) -> None:
        self._landed = _Ordered(data.flights.select(OUTCOME_COLUMNS), by="known_at")
        self._due = _Ordered(data.flights.select(SCHEDULE_COLUMNS), by="decision_at")
        self._weather = _Ordered(data.weather.select(WEATHER_COLUMNS), by="available_at")
        self._with_faults = with_faults

    def landed(self, start: datetime, end: datetime) -> pa.Table:
        """Flights whose outcome becomes known in [start, end)."""
        return self._landed.between(start, end)

    def due(self, start: datetime, end: datetime) -> pa.Table:
        """Flights for which the decision is due in [start, end), with their schedule only."""
        return self._due.between(start, end)

    def is_planted(self, start: datetime, end: datetime) -> bool:
        """Whether the planted weather fault falls into [start, end)."""
        return self._with_faults and start < CELSIUS_UNTIL and end > CELSIUS_FROM

    def weather(self, start: datetime, end: datetime) -> pa.Table:
        """Weather rows as the feed sends them in [start, end), planted fault included."""
        rows = self._weather.between(start, end)
        return in_celsius(rows) if self._with_faults else rows


class _Ordered:
    """A table sorted by one of its moments, cut by binary search."""

    def __init__(self, table: pa.Table, *, by: str) -> None:
        self._table = table.sort_by([(by, "ascending")]).combine_chunks()
        self._moments: Int64Array = self._table[by].cast(pa.int64()).to_numpy()

    def between(self, start: datetime, end: datetime) -> pa.Table:
        low, high = np.searchsorted(self._moments, [to_us(start), to_us(end)])
        return self._table.slice(low, high - low)


def weeks(months: int) -> list[Week]:
    """The weeks from the opening to the end of month `months` (2 to 12), the last one cut off there.

    >>> [(w.number, w.start.day, w.end.day) for w in weeks(2)]
    [(1, 1, 8), (2, 8, 15), (3, 15, 22), (4, 22, 1)]
    """
    end = month_start(months + 1)
    found: list[Week] = []
    start = OPENING
    while start < end:
        stop = min(start + timedelta(days=7), end)
        found.append(Week(len(found) + 1, start, stop))
        start = stop
    return found


def month_start(month: int) -> datetime:
    """The story's first moment of a month; 13 is the next January.

    >>> month_start(13).isoformat()
    '2014-01-01T05:00:00+00:00'
    """
    return datetime(YEAR + (month - 1) // 12, (month - 1) % 12 + 1, 1, 5, tzinfo=UTC)


def days(start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
    """The days of [start, end), the last one cut off there."""
    found = []
    while start < end:
        stop = min(start + timedelta(days=1), end)
        found.append((start, stop))
        start = stop
    return found


def hours(start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
    """The hours of [start, end)."""
    count = int((end - start) / timedelta(hours=1))
    return [(start + timedelta(hours=n), start + timedelta(hours=n + 1)) for n in range(count)]
