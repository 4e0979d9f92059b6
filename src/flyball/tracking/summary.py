"""Exact figures of a metric series, mergeable in any order: equal points, equal summary."""

from __future__ import annotations

import math
from collections.abc import Iterable

from msgspec import Struct

from flyball.stats import ExactSum


class At(Struct, frozen=True):
    """A value with where it stands."""

    value: float
    step: int
    at_us: int


class Summary(Struct, frozen=True, kw_only=True):
    """Count, extremes, mean and both ends of a series.

    `last` is the greatest (step, time, value); all else leaves NaN out and counts infinities. Of equal extremes the
    earliest is kept.
    """

    count: int = 0
    nan_count: int = 0
    first: At | None = None
    last: At | None = None
    min: At | None = None
    max: At | None = None
    total: ExactSum = ExactSum()
    inf_count: int = 0
    neg_inf_count: int = 0
    from_us: int = 0
    to_us: int = 0

    @property
    def mean(self) -> float | None:
        """The correctly rounded mean of the values that are not NaN; None when there is none, NaN for inf - inf."""
        if not self.count:
            return None
        if self.inf_count or self.neg_inf_count:
            both = bool(self.inf_count) and bool(self.neg_inf_count)
            return math.nan if both else math.copysign(math.inf, self.inf_count - self.neg_inf_count)
        return self.total.over(self.count)


def summarise(points: Iterable[At]) -> Summary:
    """The summary of these points.

    >>> summarise([At(0.25, 0, 0), At(0.75, 1, 0)]).mean
    0.5
    """
    found = Summary()
    for point in points:
        found = merge(found, _single(point))
    return found


def merge(a: Summary, b: Summary) -> Summary:
    """The summary of the points of both."""
    if not (a.count or a.nan_count):
        return b
    if not (b.count or b.nan_count):
        return a
    return Summary(
        count=a.count + b.count,
        nan_count=a.nan_count + b.nan_count,
        first=min((x for x in (a.first, b.first) if x), key=_place, default=None),
        last=max((x for x in (a.last, b.last) if x), key=_place, default=None),
        min=min((x for x in (a.min, b.min) if x), key=_ascending, default=None),
        max=min((x for x in (a.max, b.max) if x), key=_descending, default=None),
        total=a.total + b.total,
        inf_count=a.inf_count + b.inf_count,
        neg_inf_count=a.neg_inf_count + b.neg_inf_count,
        from_us=min(a.from_us, b.from_us),
        to_us=max(a.to_us, b.to_us),
    )


def _single(point: At) -> Summary:
    if math.isnan(point.value):
        return Summary(nan_count=1, last=point, from_us=point.at_us, to_us=point.at_us)
    is_finite = math.isfinite(point.value)
    return Summary(
        count=1,
        first=point,
        last=point,
        min=point,
        max=point,
        total=ExactSum.of_one(point.value) if is_finite else ExactSum(),
        inf_count=int(point.value == math.inf),
        neg_inf_count=int(point.value == -math.inf),
        from_us=point.at_us,
        to_us=point.at_us,
    )


def _place(point: At) -> tuple[int, int, bool, float]:
    is_number = not math.isnan(point.value)  # a NaN loses a tie, so that ties have one winner
    return point.step, point.at_us, is_number, point.value if is_number else 0.0


def _ascending(point: At) -> tuple[float, int, int]:
    return point.value, point.step, point.at_us


def _descending(point: At) -> tuple[float, int, int]:
    return -point.value, point.step, point.at_us
