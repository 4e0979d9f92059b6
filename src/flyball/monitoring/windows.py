"""Evaluate one window: read its predictions and labels, compare them with the reference, say what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import pyarrow as pa
import pyarrow.compute as pc

from flyball.core.errors import SchemaMismatch
from flyball.monitoring.drift import TableSketch, drift_report, sketch_table
from flyball.monitoring.findings import column_findings, latencies_ms, latency_finding, metric_finding
from flyball.monitoring.model import (
    Baseline,
    Finding,
    IncidentKind,
    Monitor,
    MonitorSpec,
    Performance,
    Window,
    WindowState,
)
from flyball.monitoring.performance import performance_by_variant
from flyball.monitoring.reference import comparable
from flyball.monitoring.scored import scored_rows
from flyball.serving.streams import FEATURE_PREFIX, prediction_stream
from flyball.store.streams import Streams


def evaluate_window(
    streams: Streams,
    project: str,
    monitor: Monitor,
    reference: TableSketch | None,
    *,
    start: datetime,
    end: datetime,
    known_until: datetime | None,
    now: datetime,
) -> Window:
    """What [start, end) showed; labels that became known at or after `known_until` are left out."""
    spec, baseline = monitor.spec, monitor.baseline or Baseline()
    wanted = [] if reference is None else list(reference.frame.names)
    rows = rows_of(streams, project, spec.deployment, start=start, end=end, known_until=known_until, features=wanted)
    answered = rows.filter(pc.is_null(rows["shadow_of"]))
    performance = performance_by_variant(rows, threshold=_threshold(spec, baseline))
    live = next((arm for arm in performance if not arm.variant.startswith("shadow:")), None)
    p50, p95, p99 = latencies_ms(answered["latency_us"]) if answered.num_rows else (None, None, None)
    findings, judged = _findings(spec, baseline, reference, answered=answered, live=live, p99_ms=p99)
    return Window(
        monitor=monitor.name,
        monitor_version=monitor.version,
        start=start,
        end=end,
        state=_state(judged, findings),
        rows=answered.num_rows,
        labelled=answered.num_rows - answered["label"].null_count,
        live=None if live is None else live.variant,
        judged=judged,
        reference=monitor.reference,
        latency_p50_ms=p50,
        latency_p95_ms=p95,
        latency_p99_ms=p99,
        performance=performance,
        findings=findings,
        evaluated_at=now,
    )


def _findings(
    spec: MonitorSpec,
    baseline: Baseline,
    reference: TableSketch | None,
    *,
    answered: pa.Table,
    live: Performance | None,
    p99_ms: float | None,
) -> tuple[tuple[Finding, ...], tuple[IncidentKind, ...]]:
    if answered.num_rows < spec.min_rows:
        return (), ()
    found: list[Finding] = []
    judged: list[IncidentKind] = []
    if reference is not None:
        current = sketch_table(comparable_features(answered), frame=reference.frame)
        report = drift_report(
            reference, current, false_alarms=spec.false_alarms, min_rows=spec.min_rows, phi=baseline.phi
        )
        found += column_findings(report, reference, current)
        judged += ["quality", "drift"]
    of_metric = None if live is None else metric_finding(spec, baseline, live)
    for finding in (of_metric, latency_finding(spec, p99_ms)):
        if finding is not None:
            found.append(finding)
            judged.append(finding.kind)
    return tuple(found), tuple(judged)


def rows_of(
    streams: Streams,
    project: str,
    deployment: str,
    *,
    start: datetime,
    end: datetime,
    known_until: datetime | None,
    features: Sequence[str],
) -> pa.Table:
    """Scored rows with these features; one that the deployment never logged is left out."""
    try:
        return scored_rows(
            streams, project, deployment, start=start, end=end, known_until=known_until, features=features
        )
    except SchemaMismatch:
        # A feature that this deployment never logged: it is missing in every row, and is told so.
        logged = streams.scan(prediction_stream(project, deployment), start=start, end=start).column_names
        known = [name for name in features if FEATURE_PREFIX + name in logged]
        return scored_rows(streams, project, deployment, start=start, end=end, known_until=known_until, features=known)


def comparable_features(rows: pa.Table) -> pa.Table:
    """The features by their own names, as they are compared with the reference."""
    names = [name for name in rows.column_names if name.startswith(FEATURE_PREFIX)]
    return comparable(rows.select(names).rename_columns([name.removeprefix(FEATURE_PREFIX) for name in names]))


def _threshold(spec: MonitorSpec, baseline: Baseline) -> float | None:
    return baseline.threshold if spec.threshold is None else spec.threshold


def _state(judged: tuple[IncidentKind, ...], findings: tuple[Finding, ...]) -> WindowState:
    if any(finding.alarm for finding in findings):
        return "bad"
    return "good" if judged else "no_data"
