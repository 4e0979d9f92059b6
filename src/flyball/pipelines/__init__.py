"""Pipelines: ordinary functions made durable, cached by content, retried, resumed and explained."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flyball.pipelines.codecs import CODECS, Codec
    from flyball.pipelines.definition import Pipeline, pipeline
    from flyball.pipelines.errors import ReplayMismatch, RunCancelled, StepFailed
    from flyball.pipelines.future import Future, Futures
    from flyball.pipelines.model import Attempt, PipelineRunInfo, StepInfo, StepWhy
    from flyball.pipelines.run import PipelineRun, resume, run_pipeline
    from flyball.pipelines.service import Pipelines
    from flyball.pipelines.steps import Step, StepContext, current_step, step

_HOMES = {
    "Attempt": "model",
    "CODECS": "codecs",
    "Codec": "codecs",
    "Future": "future",
    "Futures": "future",
    "Pipeline": "definition",
    "PipelineRun": "run",
    "PipelineRunInfo": "model",
    "Pipelines": "service",
    "ReplayMismatch": "errors",
    "RunCancelled": "errors",
    "Step": "steps",
    "StepContext": "steps",
    "StepFailed": "errors",
    "StepInfo": "model",
    "StepWhy": "model",
    "current_step": "steps",
    "pipeline": "definition",
    "resume": "run",
    "run_pipeline": "run",
    "step": "steps",
}

__all__ = [
    "CODECS",
    "Attempt",
    "Codec",
    "Future",
    "Futures",
    "Pipeline",
    "PipelineRun",
    "PipelineRunInfo",
    "Pipelines",
    "ReplayMismatch",
    "RunCancelled",
    "Step",
    "StepContext",
    "StepFailed",
    "StepInfo",
    "StepWhy",
    "current_step",
    "pipeline",
    "resume",
    "run_pipeline",
    "step",
]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'flyball.pipelines' has no attribute {name!r}")
    return getattr(importlib.import_module(f"flyball.pipelines.{home}"), name)
