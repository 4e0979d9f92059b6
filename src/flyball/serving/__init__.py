"""Deployments: which model versions answer under a name, by which policy, and everything they answered."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flyball.serving.client import InferenceClient, InferResult
    from flyball.serving.follow import wait_until_served
    from flyball.serving.handle import Deployment
    from flyball.serving.model import (
        ArmSpec,
        DeploymentInfo,
        Policy,
        Prediction,
        ServingStatus,
        Traffic,
        TrafficSeries,
        Variant,
    )
    from flyball.serving.ports import ApprovedVersions, DeployableVersion
    from flyball.serving.publish import catch_up
    from flyball.serving.service import Deployments
    from flyball.serving.signature import Column, Signature
    from flyball.serving.streams import FEATURE_PREFIX, SCORE, prediction_stream
    from flyball.serving.supervise import ServingSupervisor

_HOMES = {
    "ApprovedVersions": "ports",
    "ArmSpec": "model",
    "Column": "signature",
    "DeployableVersion": "ports",
    "Deployment": "handle",
    "DeploymentInfo": "model",
    "Deployments": "service",
    "FEATURE_PREFIX": "streams",
    "InferResult": "client",
    "InferenceClient": "client",
    "Policy": "model",
    "Prediction": "model",
    "SCORE": "streams",
    "ServingStatus": "model",
    "ServingSupervisor": "supervise",
    "Signature": "signature",
    "Traffic": "model",
    "TrafficSeries": "model",
    "Variant": "model",
    "catch_up": "publish",
    "prediction_stream": "streams",
    "wait_until_served": "follow",
}

__all__ = [
    "FEATURE_PREFIX",
    "SCORE",
    "ApprovedVersions",
    "ArmSpec",
    "Column",
    "DeployableVersion",
    "Deployment",
    "DeploymentInfo",
    "Deployments",
    "InferResult",
    "InferenceClient",
    "Policy",
    "Prediction",
    "ServingStatus",
    "ServingSupervisor",
    "Signature",
    "Traffic",
    "TrafficSeries",
    "Variant",
    "catch_up",
    "prediction_stream",
    "wait_until_served",
]


def __getattr__(name: str) -> Any:
    # Workers import this window too, and must not pay for the catalog.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
