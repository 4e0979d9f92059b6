"""Any other change of a numeric column."""

from __future__ import annotations

from flyball.monitoring.drift.model import DriftTest
from flyball.stats import shape

SHAPE = DriftTest(
    name="shape",
    compute=lambda pair, phi: shape(pair.cells, phi=phi),
    kinds=frozenset({"numeric"}),
    family="univariate",
    unit="js",
    says="its shape changed by a Jensen-Shannon distance of {effect:.2f} [{lo:.2f}, {hi:.2f}]",
)
