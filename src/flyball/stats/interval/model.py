"""An estimate with its bounds."""

from __future__ import annotations

from msgspec import Struct


class Interval(Struct, frozen=True):
    """`estimate` with bounds `lo` and `hi` at confidence `level`; NaN bounds mean "cannot be said"."""

    estimate: float
    lo: float
    hi: float
    level: float = 0.95

    @property
    def half_width(self) -> float:
        return (self.hi - self.lo) / 2.0
