"""Values beyond all that the reference had."""

from __future__ import annotations

from typing import cast

from flyball.monitoring.drift.model import DriftTest, Pair, Sketch
from flyball.stats import Evidence, NumericSketch, extremes_of_sketches


def _compute(pair: Pair[Sketch], phi: float) -> Evidence:
    numbers = cast("Pair[NumericSketch]", pair)
    return extremes_of_sketches(numbers.reference, numbers.current, phi=phi)


RANGE = DriftTest(
    name="range",
    compute=_compute,
    kinds=frozenset({"numeric"}),
    family="range",
    unit="share",
    says="{effect:.2%} of the values are beyond the range of the reference [{lo:.2%}, {hi:.2%}]",
)
