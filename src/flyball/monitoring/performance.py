"""How right each variant was on the rows that are labelled, with intervals."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from flyball.monitoring.model import Performance
from flyball.stats import auc_interval, brier, confusion


def performance_by_variant(rows: pa.Table, *, threshold: float | None = None) -> tuple[Performance, ...]:
    """One entry per (variant, model) of `scored_rows`, shadows named `shadow:VARIANT`; the busiest first."""
    if rows.num_rows == 0:
        return ()
    is_shadow = pc.is_valid(rows["shadow_of"])
    variant = pc.if_else(is_shadow, pc.binary_join_element_wise("shadow:", rows["variant"], ""), rows["variant"])
    group = pc.binary_join_element_wise(variant, rows["model"], "\t")
    found = [_performance(name, rows.filter(pc.equal(group, name)), threshold) for name in pc.unique(group).to_pylist()]
    return tuple(sorted(found, key=lambda p: (-p.rows, p.variant)))


def performance(
    labels: np.ndarray[Any, Any], scores: np.ndarray[Any, Any]
) -> tuple[float | None, float | None, float | None]:
    """AUC with its 95 % interval; None where one class is missing and the AUC means nothing."""
    positives = int(labels.sum())
    if positives in {0, len(labels)}:
        return None, None, None
    interval = auc_interval(labels, scores)
    return interval.estimate, interval.lo, interval.hi


def _performance(name: str, rows: pa.Table, threshold: float | None) -> Performance:
    variant, _, model = name.partition("\t")
    known = rows.filter(pc.and_(pc.is_valid(rows["label"]), pc.is_valid(rows["y"])))
    labels = known["label"].to_numpy().astype(np.int64)
    scores = known["y"].to_numpy()
    auc, lo, hi = performance(labels, scores)
    warned = confusion(labels, scores, threshold=threshold) if threshold is not None and len(labels) else None
    return Performance(
        variant=variant,
        model=model,
        rows=rows.num_rows,
        labelled=len(labels),
        positive_rate=float(labels.mean()) if len(labels) else None,
        roc_auc=auc,
        roc_auc_lo=lo,
        roc_auc_hi=hi,
        brier=brier(labels, scores) if len(labels) else None,
        recall_at_threshold=warned.recall.estimate if warned and labels.any() else None,
        false_warning_rate=_false_warnings(labels, scores, threshold) if threshold is not None else None,
    )


def _false_warnings(labels: np.ndarray[Any, Any], scores: np.ndarray[Any, Any], threshold: float) -> float | None:
    warned = scores >= threshold
    return float(1 - labels[warned].mean()) if warned.any() else None
