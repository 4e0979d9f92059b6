"""The middle of a numeric column."""

from __future__ import annotations

from flyball.monitoring.drift.model import DriftTest
from flyball.stats import location

LOCATION = DriftTest(
    name="location",
    compute=lambda pair, phi: location(pair.cells, phi=phi),
    kinds=frozenset({"numeric"}),
    family="univariate",
    unit="sd",
    says="the middle moved by {effect:+.2f} standard deviations [{lo:+.2f}, {hi:+.2f}]",
)
