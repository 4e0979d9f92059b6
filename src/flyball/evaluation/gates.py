"""Judge gates: a pure function of labels, scores and what they are compared with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any

import numpy as np
from msgspec import Struct
from scipy.special import ndtr

from flyball.core.errors import BadInput
from flyball.evaluation.comparison import compare_arrays
from flyball.evaluation.measuring import measure_arrays
from flyball.evaluation.metrics import Metric, find_metric
from flyball.evaluation.model import Comparison, Gate, GateResult, Measured
from flyball.evaluation.rows import as_labels, as_scores, slices_of
from flyball.stats import FloatArray, IntArray, weighted_holm

ALPHA = 0.05
_Z95 = 1.959963984540054


def check_gates(
    gates: Sequence[Gate],
    labels: Any,
    scores: Any,
    *,
    baseline: Any = None,
    champion: Any = None,
    slices: Mapping[str, Any] | None = None,
    seed: int = 0,
) -> list[GateResult]:
    """Judge every gate on the same rows; `baseline` and `champion` are their scores for these rows.

    A gate against a champion that does not exist yet holds and says so. Raises `BadInput` when a gate needs a
    baseline or a slice column that is not given.
    """
    y = as_labels(labels)
    rows = _Rows(y, as_scores(scores, y.size), slices or {}, seed)
    others = {
        name: None if values is None else as_scores(values, y.size, name=f"the {name}'s scores")
        for name, values in (("baseline", baseline), ("champion", champion))
    }
    return [_check(gate, rows, others) for gate in gates]


class _Rows(Struct, frozen=True):
    labels: Any
    scores: Any
    slices: Mapping[str, Any]
    seed: int


def _check(gate: Gate, rows: _Rows, others: dict[str, FloatArray | None]) -> GateResult:
    metric = find_metric(gate.metric)
    if gate.vs is None and gate.min is None and gate.max is None:
        raise BadInput(f"the gate on {gate.metric} asks for nothing", hint="give min, max or vs")
    if gate.vs is not None:
        other = others[gate.vs]
        if other is None and gate.vs == "baseline":
            raise BadInput(f"the gate on {gate.metric} needs the baseline's scores")
        if other is None:
            return _no_champion(gate, rows)
        return _against_slices(gate, metric, rows, other) if gate.slice else _against(gate, metric, rows, other)
    return _bound_on_slices(gate, metric, rows) if gate.slice else _bound(gate, metric, rows)


def _against(gate: Gate, metric: Metric, rows: _Rows, other: FloatArray) -> GateResult:
    found = compare_arrays(rows.labels, rows.scores, other, metric, margin=gate.margin, seed=rows.seed)
    must_win = gate.vs == "baseline"
    threshold = gate.margin if must_win else -gate.margin
    return GateResult(
        check=_name(gate),
        metric=gate.metric,
        value=found.estimate,
        threshold=threshold,
        lo=found.lo,
        hi=found.hi,
        n=found.n,
        verdict=found.verdict,
        passed=found.lo is not None and found.lo > threshold,
        says=f"against the {gate.vs}: {found.says}",
    )


def _against_slices(gate: Gate, metric: Metric, rows: _Rows, other: FloatArray) -> GateResult:
    found = compare_slices(
        rows.labels, rows.scores, other, metric, _column(gate, rows), margin=gate.margin, seed=rows.seed
    )
    judged = [c for c in found if c.p_worse is not None]
    adjusted = _holm([c.p_worse for c in judged if c.p_worse is not None])
    worse = [c for c, p in zip(judged, adjusted, strict=True) if p <= ALPHA]
    lowest = min(judged, key=lambda c: c.p_worse or 0.0, default=None)
    return _slice_result(
        gate, rows, len(found), worse=[_slice_words(c) for c in worse], lowest=lowest, threshold=-gate.margin
    )


def compare_slices(
    labels: IntArray,
    scores: FloatArray,
    other: FloatArray,
    metric: Metric,
    columns: Mapping[str, Any],
    *,
    margin: float,
    seed: int = 0,
) -> list[Comparison]:
    """One comparison per level of each column; the verdicts are not corrected for their number, `p_worse` can be."""
    return [
        compare_arrays(labels[mask], scores[mask], other[mask], metric, margin=margin, seed=seed, where=(column, level))
        for column, level, mask in slices_of(columns, labels.size)
    ]


def _bound(gate: Gate, metric: Metric, rows: _Rows) -> GateResult:
    found = measure_arrays(rows.labels, rows.scores, metric, seed=rows.seed)
    above = gate.min is None or (found.lo is not None and found.lo >= gate.min)
    below = gate.max is None or (found.hi is not None and found.hi <= gate.max)
    surely_out = (gate.min is not None and found.hi is not None and found.hi < gate.min) or (
        gate.max is not None and found.lo is not None and found.lo > gate.max
    )
    passed = above and below
    return GateResult(
        check=_name(gate),
        metric=gate.metric,
        value=found.value,
        threshold=_limit(gate),
        lo=found.lo,
        hi=found.hi,
        n=found.n,
        verdict="not worse" if passed else "worse" if surely_out else "can't tell",
        passed=passed,
        says=f"{_measured_words(found)} on {found.n} rows; {_wanted(gate)}",
    )


def _bound_on_slices(gate: Gate, metric: Metric, rows: _Rows) -> GateResult:
    found = [
        measure_arrays(rows.labels[mask], rows.scores[mask], metric, seed=rows.seed, where=(column, level))
        for column, level, mask in slices_of(_column(gate, rows), rows.labels.size)
    ]
    judged = [(m, p) for m, p in ((m, _p_outside(m, gate)) for m in found) if p is not None]
    adjusted = _holm([p for _, p in judged])
    out = [m for (m, _), p in zip(judged, adjusted, strict=True) if p <= ALPHA]
    lowest = min(judged, key=lambda pair: pair[1], default=(None, 1.0))[0]
    words = [f"{m.slice}={m.level}: {_measured_words(m)}, n={m.n}" for m in out]
    return _slice_result(gate, rows, len(found), worse=words, lowest=lowest, threshold=_limit(gate))


def _slice_result(
    gate: Gate,
    rows: _Rows,
    count: int,
    *,
    worse: list[str],
    lowest: Measured | Comparison | None,
    threshold: float,
) -> GateResult:
    value = None if lowest is None else lowest.value if isinstance(lowest, Measured) else lowest.estimate
    says = f"{len(worse)} of {count} slices of {gate.slice} are surely worse: {'; '.join(worse[:5])}"
    return GateResult(
        check=_name(gate),
        metric=gate.metric,
        value=value,
        threshold=threshold,
        lo=lowest.lo if lowest else None,
        hi=lowest.hi if lowest else None,
        n=int(rows.labels.size),
        verdict="worse" if worse else "not worse",
        passed=not worse,
        says=says if worse else f"no slice of {gate.slice} is surely worse ({count} slices, Holm-corrected)",
    )


def _no_champion(gate: Gate, rows: _Rows) -> GateResult:
    return GateResult(
        check=_name(gate),
        metric=gate.metric,
        value=None,
        threshold=-gate.margin,
        lo=None,
        hi=None,
        n=int(rows.labels.size),
        verdict="can't tell",
        passed=True,
        says="there is no champion yet to compare with",
    )


def _column(gate: Gate, rows: _Rows) -> dict[str, Any]:
    if gate.slice is None or gate.slice not in rows.slices:
        raise BadInput(
            f"the gate on {gate.metric} needs the column {gate.slice}", why=f"given: {', '.join(rows.slices) or 'none'}"
        )
    return {gate.slice: rows.slices[gate.slice]}


def _holm(p: list[float]) -> list[float]:
    found: list[float] = weighted_holm(np.array(p), np.ones(len(p))).tolist() if p else []
    return found


def _p_outside(m: Measured, gate: Gate) -> float | None:
    """P of a slice like this if it were right at the limit."""
    if m.value is None or m.lo is None or m.hi is None:
        return None
    error = (m.hi - m.lo) / 2 / _Z95
    gaps = [m.value - gate.min] if gate.min is not None else []
    gaps += [gate.max - m.value] if gate.max is not None else []
    if not isfinite(error) or error == 0:
        return 0.0 if min(gaps) < 0 else 1.0
    return float(ndtr(min(gaps) / error))


def _limit(gate: Gate) -> float:
    return gate.min if gate.min is not None else gate.max if gate.max is not None else 0.0


def _name(gate: Gate) -> str:
    what = f"{gate.metric} vs {gate.vs}" if gate.vs else f"{gate.metric} {_wanted(gate)}"
    return f"{what} by {gate.slice}" if gate.slice else what


def _wanted(gate: Gate) -> str:
    parts = [f"≥ {gate.min:g}"] if gate.min is not None else []
    parts += [f"≤ {gate.max:g}"] if gate.max is not None else []
    return " and ".join(parts)


def _measured_words(m: Measured) -> str:
    if m.value is None or m.lo is None or m.hi is None:
        return f"{m.metric} cannot be said"
    return f"{m.metric} is {m.value:.4f} [{m.lo:.4f}, {m.hi:.4f}]"


def _slice_words(c: Comparison) -> str:
    return f"{c.slice}={c.level}: {c.estimate:+.4f}, n={c.n}"
