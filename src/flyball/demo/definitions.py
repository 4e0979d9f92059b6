"""What the project declares: its charter, the datasets' expectations, and the features for training and serving."""

from __future__ import annotations

import numpy as np

from flyball.data import Distribution, Expectation, InSet, Nulls, Range, Unique, Volume
from flyball.features import Aggregate, Definitions, Expression, FeatureService, Latest, Member, Source, View
from flyball.features.kernel.columns import AnyArray

HOUR_S = 3600
DAY_S = 86_400
CARRIERS = ("9E", "AA", "AS", "B6", "DL", "EV", "F9", "FL", "HA", "MQ", "OO", "UA", "US", "VX", "WN", "YV")
ORIGINS = ("EWR", "JFK", "LGA")
WEATHER = ("temp", "dewp", "humid", "wind_dir", "wind_speed", "wind_gust", "precip", "pressure", "visib")
_WINDOWS = (("3h", 3 * HOUR_S), ("24h", DAY_S), ("7d", 7 * DAY_S))


def _code(known: tuple[str, ...]) -> dict[str, int]:
    return {name: number for number, name in enumerate(known)}


def _carrier(values: AnyArray) -> AnyArray:
    codes = _code(CARRIERS)
    return np.array([codes.get(str(value), -1) for value in values], dtype=np.float64)


def _origin(values: AnyArray) -> AnyArray:
    codes = _code(ORIGINS)
    return np.array([codes.get(str(value), -1) for value in values], dtype=np.float64)


CARRIER_CODE = Expression("carrier_code", ("carrier",), _carrier)
ORIGIN_CODE = Expression("origin_code", ("origin",), _origin)


def _late(*windows: tuple[str, int]) -> tuple[Aggregate, ...]:
    """Share of late flights and number of flights whose outcome became known in each window before T."""
    rates = [Aggregate(name=f"late_{label}", kind="rate", column="late", window_s=s) for label, s in windows]
    return (*rates, *(Aggregate(name=f"n_{label}", kind="count", window_s=s) for label, s in windows))


FEATURES = Definitions(
    sources=(
        # An outcome counts from the moment at which it became known, so no window can look into the future.
        Source(name="flights", dataset="flights", event="known_at", id="flight_id"),
        Source(name="weather", dataset="weather", event="available_at"),
    ),
    views=(
        View(name="carrier_delays", source="flights", keys=("carrier",), features=_late(*_WINDOWS)),
        View(name="origin_delays", source="flights", keys=("origin",), features=_late(*_WINDOWS)),
        View(name="dest_delays", source="flights", keys=("dest",), features=_late(*_WINDOWS[1:])),
        View(
            name="weather_now",
            source="weather",
            keys=("origin",),
            features=tuple(Latest(name=name, column=name) for name in WEATHER),
            ttl_s=6 * HOUR_S,
            description="The newest hourly report of the airport, not older than six hours.",
        ),
    ),
    services=(
        FeatureService(
            name="late-flight",
            members=(
                Member(view="carrier_delays", prefix="carrier_"),
                Member(view="origin_delays", prefix="origin_"),
                Member(view="dest_delays", prefix="dest_"),
                Member(view="weather_now"),
            ),
            request=("hour", "weekday", "distance", "sched_min"),
            expressions=("flyball.demo.definitions:CARRIER_CODE", "flyball.demo.definitions:ORIGIN_CODE"),
            description="All that is known of a flight two hours before it is due to leave.",
        ),
    ),
)

FLIGHT_CHECKS: tuple[Expectation, ...] = (
    Nulls(column="flight_id"),
    Nulls(column="known_at"),
    Nulls(column="late"),
    InSet(column="origin", values=ORIGINS),
    InSet(column="carrier", values=CARRIERS),
    Range(column="distance", low=1, high=6000),
    Range(column="sched_min", low=20, high=900),
    Unique(columns=("flight_id",)),
    Volume(min_rows=1),
)

WEATHER_CHECKS: tuple[Expectation, ...] = (
    Nulls(column="available_at"),
    InSet(column="origin", values=ORIGINS),
    Range(column="temp", low=-40, high=130, severity="warn"),
    Range(column="humid", low=0, high=100, severity="warn"),
    # A week against the four weeks before: seasons pass, another unit does not.
    Distribution(column="temp", last=4, severity="critical"),
)
