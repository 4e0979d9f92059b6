"""What a window shows, as findings: broken columns apart from drifting ones, the metric, the latency. Pure."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from flyball.monitoring.drift import ColumnDrift, DriftReport, TableSketch
from flyball.monitoring.drift.says import unit_hint
from flyball.monitoring.model import Baseline, Finding, MonitorSpec, Performance
from flyball.stats import UnitChange

MISSING_JUMP = 0.2
"""A share of missing values that grew by more is a broken source, not a world that changed."""
_FAR = 3.0


def column_findings(report: DriftReport, reference: TableSketch, current: TableSketch) -> tuple[Finding, ...]:
    """Broken columns, then drifting ones, then of every other column its strongest evidence."""
    broken: dict[str, Finding] = {}
    for item in report.alarms:
        fault = _fault(item, reference, current)
        if fault is not None and item.column not in broken:
            broken[item.column] = _finding(item, kind_is_quality=True, test=fault)
    rest = [_finding(item, kind_is_quality=False) for item in report.strongest if item.column not in broken]
    return (*broken.values(), *sorted(rest, key=lambda finding: not finding.alarm))


def metric_finding(spec: MonitorSpec, baseline: Baseline, live: Performance) -> Finding | None:
    """The realised metric against the baseline; None when too few rows are labelled or one class is missing."""
    covered = live.labelled >= max(1, spec.min_coverage * live.rows)
    if baseline.roc_auc is None or live.roc_auc is None or live.roc_auc_hi is None or not covered:
        return None
    is_bad = live.roc_auc_hi < baseline.roc_auc - spec.max_drop
    return Finding(
        kind="performance",
        column=None,
        test=spec.metric,
        p=None,
        effect=live.roc_auc - baseline.roc_auc,
        alarm=is_bad,
        says=(
            f"{spec.metric} {live.roc_auc:.3f} [{live.roc_auc_lo:.3f}, {live.roc_auc_hi:.3f}] on {live.labelled} "
            f"outcomes of {live.variant}; {baseline.roc_auc:.3f} on the reference"
        ),
    )


def latency_finding(spec: MonitorSpec, p99_ms: float | None) -> Finding | None:
    """The 99th percentile against the limit; None without a limit or rows."""
    if spec.max_p99_ms is None or p99_ms is None:
        return None
    says = f"99 % of the answers took at most {p99_ms:.1f} ms (limit {spec.max_p99_ms:g})"
    return Finding(
        kind="latency",
        column=None,
        test="latency_p99_ms",
        p=None,
        effect=p99_ms - spec.max_p99_ms,
        alarm=p99_ms > spec.max_p99_ms,
        says=says,
    )


def latencies_ms(latency_us: pa.ChunkedArray) -> tuple[float | None, float | None, float | None]:
    """The 50th, 95th and 99th percentile."""
    p50, p95, p99 = (
        None if us is None else us / 1000 for us in pc.quantile(latency_us, q=[0.5, 0.95, 0.99]).to_pylist()
    )
    return p50, p95, p99


def _fault(item: ColumnDrift, reference: TableSketch, current: TableSketch) -> str | None:
    before, after = reference.columns[item.column], current.columns[item.column]
    if item.test == "missing":
        return "missing" if after.missing / after.rows - before.missing / before.rows > MISSING_JUMP else None
    hint = unit_hint(before, after) if item.family == "univariate" else None
    return "unit" if hint is not None and _is_plain(hint) else None


def _is_plain(hint: UnitChange) -> bool:
    # Delays that double look like kilograms in pounds, so near factors are drift with a hint; far ones and offsets do
    # not happen by themselves.
    return hint.offset != 0 or not 1 / _FAR < hint.factor < _FAR


def _finding(item: ColumnDrift, *, kind_is_quality: bool, test: str | None = None) -> Finding:
    return Finding(
        kind="quality" if kind_is_quality else "drift",
        column=item.column,
        test=test or item.test,
        p=item.p_adjusted,
        effect=item.effect,
        alarm=item.alarm,
        says=item.says,
    )
