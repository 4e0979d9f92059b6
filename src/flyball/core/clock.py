"""Where time comes from. Everything asks a `Clock`, so that a test or the demo can play a year in a minute."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Clock(Protocol):
    """A source of the present moment, always UTC and time-zone aware. Safe to call from any thread."""

    def now(self) -> datetime:
        """The present moment."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The present moment, to the microsecond."""
        return datetime.now(UTC)


class SimulatedClock:
    """A clock that stands still until it is moved.

    >>> clock = SimulatedClock(datetime(2013, 1, 1, tzinfo=UTC))
    >>> clock.advance(timedelta(hours=2)).isoformat()
    '2013-01-01T02:00:00+00:00'
    """

    def __init__(self, start: datetime) -> None:
        self._now = _aware(start)

    def now(self) -> datetime:
        """The moment it was last set to."""
        return self._now

    def set(self, moment: datetime) -> datetime:
        """Jump to `moment`; backwards is allowed, since real clocks do it too."""
        self._now = _aware(moment)
        return self._now

    def advance(self, by: timedelta) -> datetime:
        """Move forward by `by` and return the new moment."""
        return self.set(self._now + by)


def to_us(moment: datetime) -> int:
    """Microseconds since 1970 UTC, the form in which every table stores time.

    >>> to_us(datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC))
    1000000
    """
    return (_aware(moment) - _EPOCH) // _MICROSECOND


def from_us(us: int) -> datetime:
    """The inverse of `to_us`, exact to the microsecond."""
    return _EPOCH + timedelta(microseconds=us)


def monotonic_s() -> float:
    """Seconds of a clock that never jumps; for durations and leases of this process only."""
    return time.monotonic()


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} names no time zone; pass UTC explicitly")
    return moment.astimezone(UTC)
