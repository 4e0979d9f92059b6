"""Does the current column look like the reference in another unit? A hint beside a drift alarm, never an alarm."""

from __future__ import annotations

import numpy as np
from msgspec import Struct

from flyball.stats.arrays import FloatArray

_MAPS: tuple[tuple[float, float, str], ...] = (
    (1.8, 32.0, "°C became °F"),
    (1 / 1.8, -32.0 / 1.8, "°F became °C"),
    (1.0, 273.15, "°C became kelvin"),
    (1.0, -273.15, "kelvin became °C"),
    *(
        entry
        for factor, up, down in (
            (1e6, "millions became units", "units became millions"),
            (3600.0, "hours became seconds", "seconds became hours"),
            (1000.0, "a factor 1000 (kilo, milli)", "a factor 1/1000 (kilo, milli)"),
            (100.0, "a factor 100 (percent, cents)", "a factor 1/100 (percent, cents)"),
            (60.0, "hours became minutes, or minutes seconds", "seconds became minutes, or minutes hours"),
            (24.0, "days became hours", "hours became days"),
            (12.0, "feet became inches, or years months", "inches became feet, or months years"),
            (10.0, "a factor 10", "a factor 1/10"),
            (3.6, "m/s became km/h", "km/h became m/s"),
            (3.280839895, "metres became feet", "feet became metres"),
            (2.54, "inches became centimetres", "centimetres became inches"),
            (2.2046226218, "kilograms became pounds", "pounds became kilograms"),
            (1.852, "knots became km/h, or nautical miles km", "km/h became knots, or km nautical miles"),
            (1.609344, "miles became kilometres", "kilometres became miles"),
        )
        for entry in ((factor, 0.0, up), (1.0 / factor, 0.0, down))
    ),
)


class UnitChange(Struct, frozen=True):
    """The current values look like `factor · reference + offset`; `gap` is what is left of the difference, in sd."""

    factor: float
    offset: float
    says: str
    gap: float


def unit_change(
    reference: FloatArray, current: FloatArray, *, tolerance: float = 0.15, unit: str = ""
) -> UnitChange | None:
    """The unit change that explains a drift, from quantiles of both sides at the same shares, both of shape (q,).

    A map is named when it leaves a mean gap of at most `tolerance` reference spreads and a quarter of the gap that is
    there without it; the best one wins. None for constant columns, and for fewer than 3 quantiles. Where the unit
    before is known (`unit="°F"`), only changes from it are looked at: a week's weather fits °C and metres alike.

    >>> minutes = np.array([10.0, 20.0, 35.0, 60.0, 90.0])
    >>> unit_change(minutes, minutes * 60).says
    'hours became minutes, or minutes seconds'
    """
    spread = float(np.std(reference))
    if reference.size < 3 or not np.isfinite(reference).all() or not np.isfinite(current).all() or spread == 0.0:
        return None
    before = float(np.mean(np.abs(current - reference))) / spread
    best: UnitChange | None = None
    for factor, offset, says in _MAPS:
        if not says.startswith(f"{unit} became" if unit else ""):
            continue
        gap = float(np.mean(np.abs((current - offset) / factor - reference))) / spread
        if gap <= tolerance and gap <= 0.25 * before and (best is None or gap < best.gap):
            best = UnitChange(factor, offset, says, gap)
    return best
