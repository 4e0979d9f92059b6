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
_DESTINATIONS = """
ABQ ACK ALB ANC ATL AUS AVL BDL BGR BHM BNA BOS BQN BTV BUF BUR BWI BZN CAE CAK CHO CHS CLE CLT CMH CRW CVG
DAY DCA DEN DFW DSM DTW EGE EYW FLL GRR GSO GSP HDN HNL HOU IAD IAH ILM IND JAC JAX LAS LAX LEX LGA LGB MCI
MCO MDW MEM MHT MIA MKE MSN MSP MSY MTJ MVY MYR OAK OKC OMA ORD ORF PBI PDX PHL PHX PIT PSE PSP PVD PWM RDU
RIC ROC RSW SAN SAT SAV SBN SDF SEA SFO SJC SJU SLC SMF SNA SRQ STL STT SYR TPA TUL TVC TYS XNA
"""
DESTINATIONS = tuple(_DESTINATIONS.split())
WEATHER = ("temp", "dewp", "humid", "wind_dir", "wind_speed", "wind_gust", "precip", "pressure", "visib")
_WINDOWS = (("3h", 3 * HOUR_S), ("24h", DAY_S), ("7d", 7 * DAY_S))


def _code(column: str, known: tuple[str, ...]) -> Expression:
    """A column of names as numbers, their places in the list; -1 for a newcomer."""
    codes = {name: float(number) for number, name in enumerate(known)}

    def encode(values: AnyArray) -> AnyArray:
        return np.array([codes.get(str(value), -1.0) for value in values], dtype=np.float64)

    return Expression(f"{column}_code", (column,), encode)


CARRIER_CODE = _code("carrier", CARRIERS)
ORIGIN_CODE = _code("origin", ORIGINS)
DEST_CODE = _code("dest", DESTINATIONS)


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
            request=("hour_of_day", "weekday", "distance", "sched_min"),
            expressions=tuple(f"flyball.demo.definitions:{name}_CODE" for name in ("CARRIER", "ORIGIN", "DEST")),
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
    Distribution(column="temp", unit="°F", last=4, severity="critical"),
)
