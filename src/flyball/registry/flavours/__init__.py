"""Kinds of model that can be stored: one file each, one line here."""

from __future__ import annotations

from flyball.core import Registry
from flyball.registry.flavours.base import Flavour

FLAVOURS: Registry[Flavour] = Registry(
    "flavours",
    {
        "onnx": "flyball.registry.flavours.onnx:ONNX",
        "sklearn": "flyball.registry.flavours.sklearn:SKLEARN",
    },
)
"""Flavour name to the part that saves and loads it; a plug-in adds one through the entry-point group
`flyball.flavours`."""

__all__ = ["FLAVOURS", "Flavour"]
