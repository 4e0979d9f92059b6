"""Figures of one score vector: on all rows and slice by slice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any

from flyball.evaluation.metrics import Metric, find_metric
from flyball.evaluation.model import Measured
from flyball.evaluation.rows import as_labels, as_scores, slices_of
from flyball.stats import FloatArray, IntArray

DEFAULT_METRICS = ("roc_auc", "average_precision", "brier", "log_loss", "calibration_error", "accuracy@0.5")


def measure(labels: Any, scores: Any, *, metrics: Sequence[str] = DEFAULT_METRICS, seed: int = 0) -> list[Measured]:
    """Each metric over all rows, with a 95 % interval.

    >>> [(m.metric, m.value, m.n) for m in measure([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8], metrics=["roc_auc"])]
    [('roc_auc', 0.75, 4)]
    """
    y = as_labels(labels)
    s = as_scores(scores, y.size)
    return [measure_arrays(y, s, find_metric(name), seed=seed) for name in metrics]


def measure_slices(
    labels: Any, scores: Any, columns: Mapping[str, Any], *, metrics: Sequence[str] = ("roc_auc",), seed: int = 0
) -> list[Measured]:
    """Each metric for each level of each column, with n and interval; levels are text, a missing value is `missing`."""
    y = as_labels(labels)
    s = as_scores(scores, y.size)
    found = [find_metric(name) for name in metrics]
    return [
        measure_arrays(y[mask], s[mask], metric, seed=seed, where=(column, level))
        for column, level, mask in slices_of(columns, y.size)
        for metric in found
    ]


def measure_arrays(
    labels: IntArray, scores: FloatArray, metric: Metric, *, seed: int = 0, where: tuple[str, str] = ("", "")
) -> Measured:
    """One metric for arrays already checked; `where` is the slice's column and level."""
    found = metric.interval(labels, scores, seed)
    value, lo, hi = (x if isfinite(x) else None for x in (found.estimate, found.lo, found.hi))
    return Measured(metric=metric.name, value=value, lo=lo, hi=hi, n=labels.size, slice=where[0], level=where[1])
