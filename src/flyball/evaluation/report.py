"""A whole report in one call: figures, slices, gates, and the comparison with a champion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flyball.evaluation.comparison import compare
from flyball.evaluation.gates import check_gates
from flyball.evaluation.measuring import DEFAULT_METRICS, measure, measure_slices
from flyball.evaluation.model import Gate, Report


def evaluate(  # noqa: PLR0913 - one parameter per question
    labels: Any,
    scores: Any,
    *,
    metrics: Sequence[str] = DEFAULT_METRICS,
    slices: Mapping[str, Any] | None = None,
    gates: Sequence[Gate] = (),
    baseline: Any = None,
    champion: Any = None,
    margin: float = 0.0,
    seed: int = 0,
) -> Report:
    """Evaluate scores against 0/1 labels: `slices` maps column names to their values for the same rows.

    The first metric is the one measured per slice and compared with baseline and champion.
    """
    primary = metrics[0]
    others = [(values, name) for values, name in ((baseline, "baseline"), (champion, "champion")) if values is not None]
    found = measure(labels, scores, metrics=metrics, seed=seed)
    return Report(
        n=found[0].n,
        metrics=tuple(found),
        slices=tuple(measure_slices(labels, scores, slices or {}, metrics=(primary,), seed=seed)),
        comparisons=tuple(
            compare(labels, scores, values, metric=primary, margin=margin, seed=seed) for values, _ in others
        ),
        gates=tuple(check_gates(gates, labels, scores, baseline=baseline, champion=champion, slices=slices, seed=seed)),
    )
