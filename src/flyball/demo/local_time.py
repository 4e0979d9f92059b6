"""Local wall-clock times of United States airports in 2013 as UTC, from the package's own `tz` and `dst` columns.

No system time-zone database is needed, so the demo runs in a bare container; a test compares every flight with
the IANA database.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Int64Array: TypeAlias = npt.NDArray[np.int64]
BoolArray: TypeAlias = npt.NDArray[np.bool_]

MINUTE_US = 60_000_000
HOUR_US = 60 * MINUTE_US
DAY_US = 24 * HOUR_US


def local_us(year: Int64Array, month: Int64Array, day: Int64Array, hhmm: Int64Array) -> Int64Array:
    """Microseconds since 1970 on the local wall clock; `hhmm` 2400 is the next midnight."""
    months = (year - 1970) * 12 + (month - 1)
    midnight = months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) + (day - 1)
    return midnight * DAY_US + (hhmm // 100) * HOUR_US + (hhmm % 100) * MINUTE_US


def utc_us(local: Int64Array, offset_hours: Int64Array, observes_dst: BoolArray) -> Int64Array:
    """Local wall clock to UTC. The hour that the autumn repeats is taken as its first pass (still summer time)."""
    summer = observes_dst & (local >= _SUMMER_2013[0]) & (local < _SUMMER_2013[1])
    return local - (offset_hours + summer) * HOUR_US


def next_occurrence_us(
    after: Int64Array, hhmm: Int64Array, offset_hours: Int64Array, observes_dst: BoolArray
) -> Int64Array:
    """The first UTC moment later than `after` (UTC) at which a clock in that zone shows `hhmm`."""
    day = (after + (offset_hours + _is_summer_utc(after, offset_hours, observes_dst)) * HOUR_US) // DAY_US
    clock = (hhmm // 100) * HOUR_US + (hhmm % 100) * MINUTE_US
    same_day = utc_us(day * DAY_US + clock, offset_hours, observes_dst)
    next_day = utc_us((day + 1) * DAY_US + clock, offset_hours, observes_dst)
    return np.where(same_day > after, same_day, next_day)


def _is_summer_utc(moment: Int64Array, offset_hours: Int64Array, observes_dst: BoolArray) -> BoolArray:
    start, end = _SUMMER_2013
    standard = moment + offset_hours * HOUR_US
    return observes_dst & (standard >= start) & (standard < end - HOUR_US)


# Second Sunday of March and first Sunday of November, 02:00 on the local clock (Energy Policy Act of 2005).
_SUMMER_2013 = tuple(
    int(np.datetime64(moment, "us").astype(np.int64)) for moment in ("2013-03-10T02:00", "2013-11-03T02:00")
)
