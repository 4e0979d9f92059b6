"""Is it good, is it better, is it good enough: metrics with intervals, slices, comparisons, gates."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flyball.evaluation.comparison import compare
    from flyball.evaluation.gates import check_gates
    from flyball.evaluation.measuring import measure, measure_slices
    from flyball.evaluation.metrics import metric_names
    from flyball.evaluation.model import Comparison, Evaluation, Gate, GateResult, Measured, Report, VerdictKind
    from flyball.evaluation.report import evaluate
    from flyball.evaluation.service import Evaluations

_HOMES = {
    "Comparison": "model",
    "Evaluation": "model",
    "Evaluations": "service",
    "Gate": "model",
    "GateResult": "model",
    "Measured": "model",
    "Report": "model",
    "VerdictKind": "model",
    "check_gates": "gates",
    "compare": "comparison",
    "evaluate": "report",
    "measure": "measuring",
    "measure_slices": "measuring",
    "metric_names": "metrics",
}

__all__ = [
    "Comparison",
    "Evaluation",
    "Evaluations",
    "Gate",
    "GateResult",
    "Measured",
    "Report",
    "VerdictKind",
    "check_gates",
    "compare",
    "evaluate",
    "measure",
    "measure_slices",
    "metric_names",
]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'flyball.evaluation' has no attribute {name!r}")
    return getattr(importlib.import_module(f"flyball.evaluation.{home}"), name)
