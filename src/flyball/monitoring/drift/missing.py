"""The share of values that are not there."""

from __future__ import annotations

from flyball.monitoring.drift.model import DriftTest, Pair, Sketch
from flyball.stats import Evidence, missing


def _compute(pair: Pair[Sketch], phi: float) -> Evidence:
    reference, current = pair.reference, pair.current
    return missing(reference.missing, reference.rows, current.missing, current.rows, phi=phi)


MISSING = DriftTest(
    name="missing",
    compute=_compute,
    kinds=frozenset({"numeric", "categorical"}),
    family="missing",
    unit="share",
    says="the share of missing values changed by {effect:+.2%} [{lo:+.2%}, {hi:+.2%}]",
    min_values=0,
)
