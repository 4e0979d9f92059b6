"""Numbers look like those of the version before; a change of unit is named as such."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from flyball.data.checks.landing import Finding, Landing
from flyball.data.expectations import Distribution
from flyball.data.summary import finite_numbers, quantile
from flyball.stats.arrays import FloatArray
from flyball.stats.compare.unit_change import unit_change

_SHARES = np.linspace(0.05, 0.95, 19)
# On the hourly temperatures of New York in 2013, week against the four weeks before: a change of unit leaves a mean gap
# of 3.4 standard deviations and more between the quantiles, the weather itself 2.7 at most (22 January). After
# converting back, what is left is the weather.
_GAP_SD = 3.0
_LEFT_SD = 1.0


def judge(check: Distribution, landing: Landing) -> Finding:
    """Compares medians in interquartile ranges of the reference, then looks for a known conversion between them."""
    numbers = finite_numbers(landing.table[check.column])
    if numbers is None:
        return Finding("failed", f"{check.column} holds {landing.table[check.column].type}, not numbers", 0)
    summary = landing.reference.summary(check.column, check.last) if landing.reference else None
    if summary is None or summary.numbers < check.min_rows:
        return Finding("skipped", f"there is no version to compare {check.column} with yet", numbers.size)
    if numbers.size < check.min_rows:
        return Finding("skipped", f"only {numbers.size} values of {check.column} landed", numbers.size)
    low, before, high = (float(quantile(summary.points, share) or 0.0) for share in (0.25, 0.5, 0.75))
    now = float(np.median(numbers))
    scale = max(high - low, 1e-9 * max(abs(before), 1.0))
    shift = abs(now - before) / scale
    observed: dict[str, float | str | None] = {"median": now, "reference_median": before, "shift": shift}
    unit = _unit_change(summary.points, numbers, check.unit) if check.detect_unit_change else None
    sentence = f"the median of {check.column} is {now:.4g}, was {before:.4g}: {shift:.2f} interquartile ranges apart"
    if unit:
        sentence = f"{check.column} looks converted ({unit}): {sentence}"
    failed = bool(unit) or shift > check.max_shift
    return Finding("failed" if failed else "passed", sentence, numbers.size, observed=observed | {"unit_change": unit})


def _unit_change(points: Sequence[float], numbers: FloatArray, unit: str) -> str | None:
    """The conversion that explains a large gap, in words."""
    reference = np.array([quantile(points, share) for share in _SHARES], dtype=np.float64)
    current = np.quantile(numbers, _SHARES)
    spread = float(np.std(reference))
    if not spread or float(np.mean(np.abs(current - reference))) < _GAP_SD * spread:
        return None
    found = unit_change(reference, current, tolerance=_LEFT_SD, unit=unit)
    return found.says if found else None
