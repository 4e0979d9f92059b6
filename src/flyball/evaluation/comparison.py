"""Two score vectors on the same rows: better, not worse, worse, or can't tell."""

from __future__ import annotations

from math import isfinite
from typing import Any

from scipy.special import ndtr, ndtri

from flyball.evaluation.metrics import ONE_SIDED, Metric, find_metric
from flyball.evaluation.model import Comparison, VerdictKind
from flyball.evaluation.rows import as_labels, as_scores
from flyball.stats import FloatArray, IntArray, Interval, smallest_visible

_Z = float(ndtri((1 + ONE_SIDED) / 2))


def compare(
    labels: Any, scores: Any, other: Any, *, metric: str = "roc_auc", margin: float = 0.0, seed: int = 0
) -> Comparison:
    """Compare `scores` with `other`, both for the same rows, by a paired interval with one-sided 95 % bounds.

    DeLong's for the AUC, Student's for means of losses, the paired bootstrap (seeded) for the rest. The verdict is
    `better` when the lower bound is above 0, `not worse` when it is above -margin, `worse` when the upper bound is
    below -margin.

    >>> compare([0, 1, 0, 1], [0.1, 0.9, 0.2, 0.8], [0.1, 0.9, 0.2, 0.8], metric="brier", margin=0.01).verdict
    'not worse'
    """
    y = as_labels(labels)
    one, two = as_scores(scores, y.size), as_scores(other, y.size, name="the other scores")
    return compare_arrays(y, one, two, find_metric(metric), margin=margin, seed=seed)


def compare_arrays(
    labels: IntArray,
    scores: FloatArray,
    other: FloatArray,
    metric: Metric,
    *,
    margin: float,
    seed: int = 0,
    where: tuple[str, str] = ("", ""),
) -> Comparison:
    """The same for arrays already checked; `where` is the slice's column and level."""
    found = _towards_better(metric.difference(labels, scores, other, seed), metric)
    error = found.half_width / _Z
    verdict = verdict_of(found, margin)
    return Comparison(
        metric=metric.name,
        estimate=_known(found.estimate),
        lo=_known(found.lo),
        hi=_known(found.hi),
        n=labels.size,
        margin=margin,
        verdict=verdict,
        smallest_visible=_known(smallest_visible(error)) if isfinite(error) else None,
        p_worse=_p_worse(found, error, margin),
        says=_sentence(metric, found, labels.size, margin=margin, verdict=verdict, error=error),
        slice=where[0],
        level=where[1],
    )


def verdict_of(difference: Interval, margin: float) -> VerdictKind:
    """The verdict of an interval whose positive side is better.

    >>> verdict_of(Interval(-0.01, -0.02, 0.0), 0.005), verdict_of(Interval(-0.03, -0.04, -0.02), 0.005)
    ("can't tell", 'worse')
    """
    if difference.lo > 0:
        return "better"
    if difference.lo > -margin:
        return "not worse"
    return "worse" if difference.hi < -margin else "can't tell"


def _towards_better(found: Interval, metric: Metric) -> Interval:
    if metric.is_higher_better:
        return found
    return Interval(0.0 - found.estimate, 0.0 - found.hi, 0.0 - found.lo, found.level)


def _p_worse(found: Interval, error: float, margin: float) -> float | None:
    if not isfinite(error):
        return None
    gap = found.estimate + margin
    if error == 0:
        return 1.0 if gap >= 0 else 0.0
    return float(ndtr(gap / error))


def _sentence(metric: Metric, found: Interval, n: int, *, margin: float, verdict: VerdictKind, error: float) -> str:
    if not isfinite(error):
        return f"{metric.name} cannot be compared on {n} rows"
    sign = "better" if found.estimate >= 0 else "worse"
    middle = f"{metric.name} is {abs(found.estimate):.4f} {sign} [{found.lo:+.4f}, {found.hi:+.4f}] on {n} rows"
    limit = f"margin {margin:g}, smallest visible difference {smallest_visible(error):.4f}"
    return f"{verdict}: {middle}; {limit}"


def _known(value: float) -> float | None:
    return value if isfinite(value) else None
