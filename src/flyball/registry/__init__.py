"""Models: immutable versions in formats that load without running code, names that move, approvals, cards."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from flyball.registry.card import Card
from flyball.registry.model import (
    AliasInterval,
    AttachedEvidence,
    Certificate,
    Column,
    File,
    Manifest,
    ModelEntry,
    ModelVersion,
    Signature,
)
from flyball.registry.promotion import Deployable, GateFailed, NotApproved, deployable
from flyball.registry.service import Models

if TYPE_CHECKING:
    from flyball.registry.handle import LoadedModel, load_model, register_model

_LAZY = {"LoadedModel", "load_model", "register_model"}  # they bring numpy and pyarrow

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
    if name in _LAZY:
        return getattr(importlib.import_module("flyball.registry.handle"), name)
    raise AttributeError(name)
