"""Features: declared once, computed the same over history, as events arrive, and at request time."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flyball.features.handle import FeatureStore
    from flyball.features.kernel.expressions import Expression
    from flyball.features.model import Aggregate, Definitions, FeatureService, Latest, Member, Source, View
    from flyball.features.service import Features
    from flyball.features.skew_check import FeatureSkew, skew

_HOMES = {
    "Aggregate": "model",
    "Definitions": "model",
    "Expression": "kernel.expressions",
    "FeatureService": "model",
    "FeatureSkew": "skew_check",
    "FeatureStore": "handle",
    "Features": "service",
    "Latest": "model",
    "Member": "model",
    "Source": "model",
    "View": "model",
    "skew": "skew_check",
}

__all__ = [
    "Aggregate",
    "Definitions",
    "Expression",
    "FeatureService",
    "FeatureSkew",
    "FeatureStore",
    "Features",
    "Latest",
    "Member",
    "Source",
    "View",
    "skew",
]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{home}"), name)
