"""The metrics by name: value, interval, and paired difference on the same rows."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from math import nan

import numpy as np
from msgspec import Struct

from flyball import stats
from flyball.core.errors import NotFound
from flyball.stats import FloatArray, IntArray, Interval

Value = Callable[[IntArray, FloatArray], float]
ONE_SIDED = 0.90
"""Level of a two-sided interval whose bounds are one-sided 95 % bounds."""
_RESAMPLES = 1_000


class Metric(Struct, frozen=True):
    """How to compute one metric of 0/1 labels and scores."""

    name: str
    is_higher_better: bool
    value: Value
    interval: Callable[[IntArray, FloatArray, int], Interval]
    """(labels, scores, seed) → two-sided 95 % interval."""
    difference: Callable[[IntArray, FloatArray, FloatArray, int], Interval]
    """(labels, scores, other, seed) → metric(scores) - metric(other), paired, with one-sided 95 % bounds."""


def find_metric(name: str) -> Metric:
    """The metric of that name; `recall@0.3` is recall of the decisions "score ≥ 0.3". Raises `NotFound`.

    >>> find_metric("brier").is_higher_better
    False
    """
    base, at, threshold = name.partition("@")
    if base in _PLAIN and not at:
        return _PLAIN[base]
    if base in _DECIDED:
        return _decided(name, base, float(threshold) if at else 0.5)
    known = ", ".join([*sorted(_PLAIN), *(f"{each}@THRESHOLD" for each in sorted(_DECIDED))])
    raise NotFound(f"there is no metric {name!r}", why=f"metrics: {known}")


def metric_names() -> list[str]:
    """Every metric, thresholds left out."""
    return sorted([*_PLAIN, *_DECIDED])


def _auc() -> Metric:
    return Metric(
        "roc_auc",
        True,
        lambda labels, scores: stats.roc_auc(labels, scores),
        lambda labels, scores, _: stats.auc_interval(labels, scores),
        lambda labels, scores, other, _: stats.auc_difference(labels, scores, other, level=ONE_SIDED),
    )


def _mean_of_losses(name: str, losses: Callable[[IntArray, FloatArray], FloatArray], *, higher: bool = False) -> Metric:
    """A mean over rows: its differences are means of differences per row."""
    return Metric(
        name,
        higher,
        lambda labels, scores: float(losses(labels, scores).mean()) if labels.size else nan,
        lambda labels, scores, _: stats.student(losses(labels, scores)),
        lambda labels, scores, other, _: stats.student(losses(labels, scores) - losses(labels, other), level=ONE_SIDED),
    )


def _resampled(name: str, value: Value, *, higher: bool) -> Metric:
    """Any function of the rows: intervals by the paired bootstrap."""

    def interval(labels: IntArray, scores: FloatArray, seed: int) -> Interval:
        rng = np.random.default_rng(seed)
        return stats.bootstrap(
            lambda rows: value(labels[rows], scores[rows]), labels.size, rng=rng, resamples=_RESAMPLES
        )

    def difference(labels: IntArray, scores: FloatArray, other: FloatArray, seed: int) -> Interval:
        def gap(rows: IntArray) -> float:
            return value(labels[rows], scores[rows]) - value(labels[rows], other[rows])

        rng = np.random.default_rng(seed)
        return stats.bootstrap(gap, labels.size, rng=rng, resamples=_RESAMPLES, level=ONE_SIDED)

    return Metric(name, higher, value, interval, difference)


def _decided(name: str, base: str, threshold: float) -> Metric:
    count = partial(stats.confusion, threshold=threshold)
    if base == "accuracy":

        def hits(labels: IntArray, scores: FloatArray) -> FloatArray:
            found: FloatArray = ((scores >= threshold) == (labels != 0)).astype(np.float64)
            return found

        return _mean_of_losses(name, hits, higher=True)

    def share(labels: IntArray, scores: FloatArray) -> Interval:
        found: Interval = getattr(count(labels, scores), base)
        return found

    by_resampling = _resampled(name, lambda labels, scores: share(labels, scores).estimate, higher=True)
    return Metric(
        name, True, by_resampling.value, lambda labels, scores, _: share(labels, scores), by_resampling.difference
    )


_PLAIN = {
    "roc_auc": _auc(),
    "brier": _mean_of_losses("brier", lambda labels, scores: stats.brier_losses(labels, scores)),
    "log_loss": _mean_of_losses("log_loss", lambda labels, scores: stats.log_losses(labels, scores)),
    "average_precision": _resampled("average_precision", lambda y, s: stats.average_precision(y, s), higher=True),
    "calibration_error": _resampled("calibration_error", lambda y, s: stats.calibration_error(y, s), higher=False),
}
_DECIDED = frozenset({"accuracy", "precision", "recall", "specificity"})
