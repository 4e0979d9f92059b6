"""Training as it is recorded and can be repeated: a table and parameters in, a model and a scored holdout out."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from sklearn.ensemble import HistGradientBoostingClassifier
from threadpoolctl import threadpool_limits

from flyball.core import to_us
from flyball.demo.faults import shuffled
from flyball.loop import HOLDOUT, Trained, write_holdout
from flyball.stats import brier, roc_auc

SLICES = ("carrier", "origin")
NOT_FEATURES = frozenset(
    {
        *("flight_id", "carrier", "flight", "tailnum", "origin", "dest", "month", "hour", "late"),
        *("sched_dep_at", "decision_at", "known_at", "dep_delay", "arr_delay", "air_time"),
    }
)
_Array = np.ndarray[Any, np.dtype[Any]]


def train(  # noqa: PLR0913 - one parameter per hyper-parameter
    run: Any,
    rows: pa.Table,
    *,
    holdout_from: str,
    seed: int = 0,
    max_rows: int = 60_000,
    max_iter: int = 100,
    learning_rate: float = 0.1,
    max_leaf_nodes: int = 31,
    min_samples_leaf: int = 50,
    max_false_warnings: float = 0.5,
    shuffle_labels: bool = False,
) -> Trained:
    """Fit on rows decided before `holdout_from`, score the later ones, and say which score warns of a late flight.

    The warning threshold is the lowest at which at most `max_false_warnings` of the holdout's warnings are wrong.
    `shuffle_labels` is the planted fault.
    """
    features = [name for name in rows.column_names if name not in NOT_FEATURES]
    is_old = rows["decision_at"].cast(pa.int64()).to_numpy() < to_us(_moment(holdout_from))
    old, new = rows.select(["hour", "carrier", "late"]).filter(pa.array(is_old)), rows.filter(pa.array(~is_old))
    chosen = rows.filter(pa.array(_some(is_old, max_rows, seed)))
    matrix, labels = _matrix(chosen, features), _labels(chosen)
    model = HistGradientBoostingClassifier(
        max_iter=max_iter,
        learning_rate=learning_rate,
        max_leaf_nodes=max_leaf_nodes,
        min_samples_leaf=min_samples_leaf,
        early_stopping=False,
        random_state=seed,
    )
    # The bits are the same for any number of threads; one of its own is steady where other work shares the cores.
    with threadpool_limits(1):
        model.fit(matrix, shuffled(labels, seed=seed) if shuffle_labels else labels)
    truth = _labels(new)
    scores = model.predict_proba(_matrix(new, features))[:, 1]
    baseline = rate_by_hour_and_carrier(old, new)
    threshold = warning_threshold(truth, scores, max_false_warnings)
    run.log(
        {
            "roc_auc": roc_auc(truth, scores),
            "brier": brier(truth, scores),
            "baseline.roc_auc": roc_auc(truth, baseline),
            "baseline.brier": brier(truth, baseline),
            "threshold": threshold,
            "rows": len(labels),
            "holdout_rows": len(truth),
        },
        step=0,
    )
    holdout = new.select([*features, *SLICES])
    run.log_bytes(HOLDOUT, write_holdout(holdout, label=truth, score=scores, baseline=baseline, slices=SLICES))
    example = new.select(features).slice(0, 2000)
    return Trained(model=model, example=example, threshold=threshold)


def _some(is_old: _Array, max_rows: int, seed: int) -> _Array:
    """Which rows train: all the old ones, or as many of them as allowed, drawn at random."""
    places = np.flatnonzero(is_old)
    if places.size <= max_rows:
        return is_old
    chosen = np.zeros(is_old.size, dtype=np.bool_)
    chosen[places[np.random.default_rng(seed).choice(places.size, max_rows, replace=False)]] = True
    return chosen


def rate_by_hour_and_carrier(old: pa.Table, new: pa.Table) -> _Array:
    """The baseline: how often flights of this carrier at this hour were late; the overall rate where none flew."""
    known = old.select(["hour", "carrier"]).append_column("late", pc.cast(old["late"], pa.float64()))
    rates = known.group_by(["hour", "carrier"]).aggregate([("late", "mean")])
    keys = zip(rates["hour"].to_pylist(), rates["carrier"].to_pylist(), strict=True)
    by_key = dict(zip(keys, rates["late_mean"].to_pylist(), strict=True))
    overall = float(pc.mean(known["late"]).as_py() or 0.0)
    asked = zip(new["hour"].to_pylist(), new["carrier"].to_pylist(), strict=True)
    return np.array([by_key.get(key, overall) for key in asked])


def warning_threshold(labels: _Array, scores: _Array, max_false_warnings: float) -> float:
    """The lowest score at which at most this share of the warnings is wrong; the highest score if there is none.

    >>> warning_threshold(np.array([0, 1, 0, 1]), np.array([0.1, 0.4, 0.5, 0.9]), 0.4)
    0.4
    """
    order = np.argsort(-scores, kind="stable")
    wrong = np.cumsum(1 - labels[order]) / np.arange(1, len(labels) + 1)
    allowed = np.flatnonzero(wrong <= max_false_warnings)
    return float(scores[order][allowed[-1] if allowed.size else 0])


def _matrix(rows: pa.Table, features: list[str]) -> _Array:
    # float32, because the stored form of the model compares in float32.
    columns = [pc.fill_null(rows[name].cast(pa.float64()), float("nan")).to_numpy() for name in features]
    return np.stack(columns, axis=1).astype(np.float32)


def _labels(rows: pa.Table) -> _Array:
    labels: _Array = rows["late"].cast(pa.int64()).to_numpy()
    return labels


def _moment(text: str) -> Any:
    from datetime import datetime

    return datetime.fromisoformat(text)
