"""One feature in one window beside the reference: histograms on common bins, quantiles, and every test."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import numpy as np
import pyarrow.compute as pc

from flyball.core.errors import NotFound
from flyball.monitoring.drift import TableSketch, drift_report, sketch_table
from flyball.monitoring.model import Baseline, FeatureDetail, FeatureTest, FeatureView, Monitor
from flyball.monitoring.windows import comparable_features, rows_of
from flyball.stats import CategoricalSketch, Frame, NumericSketch
from flyball.store.streams import Streams

_SHARES = (0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99)
_LEVELS = 20


def feature_detail(
    streams: Streams,
    project: str,
    monitor: Monitor,
    reference: TableSketch,
    column: str,
    *,
    start: datetime,
    end: datetime,
    bins: int,
) -> FeatureDetail:
    """The reference in force now against the answers of [start, end), shadows left out."""
    frame = reference.frame.column(column)
    rows = rows_of(streams, project, monitor.spec.deployment, start=start, end=end, known_until=None, features=[column])
    answered = rows.filter(pc.is_null(rows["shadow_of"]))
    only = Frame.of({column: frame})
    before = TableSketch(frame=only, rows=reference.rows, columns={column: reference.columns[column]})
    after = sketch_table(comparable_features(answered), frame=only)
    spec, baseline = monitor.spec, monitor.baseline or Baseline()
    report = drift_report(before, after, false_alarms=spec.false_alarms, min_rows=spec.min_rows, phi=baseline.phi)
    one, other = before.columns[column], after.columns[column]
    parts = _numeric(one, other, bins) if isinstance(one, NumericSketch) else _categorical(one, other)
    return FeatureDetail(
        column=column,
        start=start,
        end=end,
        reference=monitor.reference or "",
        kind="number" if isinstance(one, NumericSketch) else "text",
        tests=tuple(
            FeatureTest(test=f.test, p=f.p, effect=f.effect, lo=f.lo, hi=f.hi, unit=f.unit, alarm=f.alarm, says=f.says)
            for f in report.found
        ),
        not_testable=report.not_testable[0][1] if report.not_testable else "",
        **parts,
    )


def need_reference(reference: TableSketch | None, monitor: Monitor) -> TableSketch:
    """The reference; `NotFound` while there is none."""
    if reference is None:
        raise NotFound(f"monitor:{monitor.name} has no reference yet", hint="a promotion sets one")
    return reference


def _numeric(one: Any, other: Any, bins: int) -> dict[str, Any]:
    edges = _edges(one, other, bins)
    return {
        "edges": tuple(edges.tolist()),
        "levels": (),
        "before": _view(one, _histogram(one, edges)),
        "after": _view(other, _histogram(other, edges)),
        "quantile_shares": _SHARES,
    }


def _edges(one: NumericSketch, other: NumericSketch, bins: int) -> np.ndarray[Any, Any]:
    """Equal bins over the middle 99 % of both; what lies outside counts in the bin at that end."""
    ends = [sketch.quantile(np.array([0.005, 0.995])) for sketch in (one, other) if sketch.n]
    if not ends:
        return np.array([])
    low, high = float(min(e[0] for e in ends)), float(max(e[1] for e in ends))
    return np.linspace(low, high, bins + 1) if low < high else np.array([low - 0.5, low + 0.5])


def _histogram(sketch: NumericSketch, edges: np.ndarray[Any, Any]) -> tuple[int, ...]:
    if not edges.size:
        return ()
    values, counts = sketch.points
    place = np.clip(np.searchsorted(edges, values, side="right") - 1, 0, edges.size - 2)
    return tuple(np.bincount(place, weights=counts, minlength=edges.size - 1).astype(np.int64).tolist())


def _view(sketch: NumericSketch, counts: tuple[int, ...]) -> FeatureView:
    quantiles = sketch.quantile(np.array(_SHARES)).tolist() if sketch.n else [None] * len(_SHARES)
    return FeatureView(
        rows=sketch.rows,
        missing=sketch.missing,
        counts=counts,
        quantiles=tuple(quantiles),
        mean=sketch.mean if sketch.n else None,
        sd=sketch.sd if sketch.n > 1 else None,
    )


def _categorical(one: Any, other: Any) -> dict[str, Any]:
    counted = [_counts(sketch) for sketch in (one, other)]
    both = {level: counted[0].get(level, 0) + counted[1].get(level, 0) for of in counted for level in of}
    levels = sorted(both, key=lambda level: (-both[level], level))[:_LEVELS]
    views = [
        FeatureView(
            rows=sketch.rows,
            missing=sketch.missing,
            counts=(*(of.get(level, 0) for level in levels), sketch.n - sum(of.get(level, 0) for level in levels)),
            quantiles=(),
            mean=None,
            sd=None,
        )
        for sketch, of in zip((one, other), counted, strict=True)
    ]
    return {"edges": (), "levels": tuple(levels), "before": views[0], "after": views[1], "quantile_shares": ()}


def _counts(sketch: CategoricalSketch) -> dict[str, int]:
    known = dict(zip(sketch.frame.levels, sketch.known.tolist(), strict=True))
    return known | {item.level: item.count for item in sketch.sample}
