"""Watching deployments: windows, drift, quality, performance, labels, incidents."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flyball.monitoring.incidents_service import Incidents
    from flyball.monitoring.labels_service import Labels
    from flyball.monitoring.model import (
        Finding,
        Incident,
        Label,
        LabelReceipt,
        Monitor,
        MonitorSpec,
        Performance,
        Window,
    )
    from flyball.monitoring.performance import performance_by_variant
    from flyball.monitoring.scored import scored_rows
    from flyball.monitoring.service import Monitors

_HOMES = {
    "Finding": "model",
    "Incident": "model",
    "Incidents": "incidents_service",
    "Label": "model",
    "LabelReceipt": "model",
    "Labels": "labels_service",
    "Monitor": "model",
    "MonitorSpec": "model",
    "Monitors": "service",
    "Performance": "model",
    "Window": "model",
    "performance_by_variant": "performance",
    "scored_rows": "scored",
}

__all__ = [
    "Finding",
    "Incident",
    "Incidents",
    "Label",
    "LabelReceipt",
    "Labels",
    "Monitor",
    "MonitorSpec",
    "Monitors",
    "Performance",
    "Window",
    "performance_by_variant",
    "scored_rows",
]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{home}"), name)
