"""The tests there are, by name. A test of your own: one file, one line here or an entry point `flyball.drift_test`."""

from __future__ import annotations

from flyball.core import Registry
from flyball.monitoring.drift.model import DriftTest

DRIFT_TESTS: Registry[DriftTest] = Registry(
    "drift_test",
    {
        "levels": "flyball.monitoring.drift.levels:LEVELS",
        "location": "flyball.monitoring.drift.location:LOCATION",
        "missing": "flyball.monitoring.drift.missing:MISSING",
        "new_category": "flyball.monitoring.drift.new_category:NEW_CATEGORY",
        "range": "flyball.monitoring.drift.range:RANGE",
        "scale": "flyball.monitoring.drift.scale:SCALE",
        "shape": "flyball.monitoring.drift.shape:SHAPE",
    },
)
