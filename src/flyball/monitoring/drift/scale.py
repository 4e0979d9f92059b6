"""The spread of a numeric column."""

from __future__ import annotations

from flyball.monitoring.drift.model import DriftTest
from flyball.stats import scale

SCALE = DriftTest(
    name="scale",
    compute=lambda pair, phi: scale(pair.cells, phi=phi),
    kinds=frozenset({"numeric"}),
    family="univariate",
    unit="ln sd",
    says="the log of its spread changed by {effect:+.2f} [{lo:+.2f}, {hi:+.2f}]",
)
