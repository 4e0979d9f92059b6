"""Watching deployments: windows, drift, quality, performance, labels, incidents."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flyball.monitoring.incidents_service import Incidents
    from flyball.monitoring.labels_service import Labels
    from flyball.monitoring.model import (
        Baseline,
        FeatureDetail,
        Finding,
        Incident,
        KnownLabel,
        Label,
        LabelReceipt,
        Monitor,
        MonitorSpec,
        Performance,
        Strip,
        Window,
    )
    from flyball.monitoring.performance import performance_by_variant
    from flyball.monitoring.reference import reference_sketch
    from flyball.monitoring.scored import scored_rows
    from flyball.monitoring.service import Monitors

_HOMES = {
    "Baseline": "model",
    "FeatureDetail": "model",
    "Finding": "model",
    "Incident": "model",
    "Incidents": "incidents_service",
    "KnownLabel": "model",
    "Label": "model",
    "LabelReceipt": "model",
    "Labels": "labels_service",
    "Monitor": "model",
    "MonitorSpec": "model",
    "Monitors": "service",
    "Performance": "model",
    "Strip": "model",
    "Window": "model",
    "performance_by_variant": "performance",
    "reference_sketch": "reference",
    "scored_rows": "scored",
}

__all__ = [
    "Baseline",
    "FeatureDetail",
    "Finding",
    "Incident",
    "Incidents",
    "KnownLabel",
    "Label",
    "LabelReceipt",
    "Labels",
    "Monitor",
    "MonitorSpec",
    "Monitors",
    "Performance",
    "Strip",
    "Window",
    "performance_by_variant",
    "reference_sketch",
    "scored_rows",
]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{home}"), name)
