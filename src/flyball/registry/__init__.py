"""Models: immutable versions in formats that load without running code, names that move, approvals, cards."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flyball.registry.card import Card
    from flyball.registry.handle import LoadedModel, load_model, register_model
    from flyball.registry.model import (
        AliasInterval,
        AttachedEvidence,
        Certificate,
        File,
        Manifest,
        ModelEntry,
        ModelVersion,
        Signature,
    )
    from flyball.registry.promotion import Deployable, GateFailed, NotApproved, deployable
    from flyball.registry.service import Models
    from flyball.registry.signature import Column

_HOMES = {
    "AliasInterval": "model",
    "AttachedEvidence": "model",
    "Card": "card",
    "Certificate": "model",
    "Column": "signature",
    "Deployable": "promotion",
    "File": "model",
    "GateFailed": "promotion",
    "LoadedModel": "handle",
    "Manifest": "model",
    "ModelEntry": "model",
    "ModelVersion": "model",
    "Models": "service",
    "NotApproved": "promotion",
    "Signature": "model",
    "deployable": "promotion",
    "load_model": "handle",
    "register_model": "handle",
}

__all__ = [
    "AliasInterval",
    "AttachedEvidence",
    "Card",
    "Certificate",
    "Column",
    "Deployable",
    "File",
    "GateFailed",
    "LoadedModel",
    "Manifest",
    "ModelEntry",
    "ModelVersion",
    "Models",
    "NotApproved",
    "Signature",
    "deployable",
    "load_model",
    "register_model",
]


def __getattr__(name: str) -> Any:
    # Serving workers import this window too, and must not pay for the catalog.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
