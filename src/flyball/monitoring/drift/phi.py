"""How much the reference's own windows differ from each other, by column and test."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from flyball.monitoring.drift.report import drift_report
from flyball.monitoring.drift.table_sketch import TableSketch
from flyball.stats import overdispersion

_FEWEST = 4


def measure_phi(windows: Sequence[TableSketch], *, confidence: float = 0.5, min_rows: int = 50) -> dict[str, float]:
    """Over-dispersion by "column/test" from at least 4 windows of the reference, each tested against all the others.

    Only factors above 1 are in the answer; hand it to `drift_report(phi=…)`. A `confidence` above ½ takes the upper
    bound, for references of few windows.
    """
    if len(windows) < _FEWEST:
        return {}
    before, after = [windows[0]], [windows[-1]]
    for k in range(1, len(windows) - 1):
        before.append(before[-1].merge(windows[k]))
        after.append(after[-1].merge(windows[-1 - k]))
    found: dict[str, list[float]] = {}
    for k, window in enumerate(windows):
        sides = [*before[k - 1 : k], *after[len(windows) - 2 - k : len(windows) - 1 - k]]
        others = sides[0] if len(sides) == 1 else sides[0].merge(sides[1])
        for item in drift_report(others, window, min_rows=min_rows).found:
            found.setdefault(f"{item.column}/{item.test}", []).append(item.p)
    factors = {key: overdispersion(np.array(p), confidence=confidence) for key, p in found.items()}
    return {key: factor for key, factor in factors.items() if factor > 1.0}
