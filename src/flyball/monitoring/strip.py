"""Windows as a picture: features × windows of effect sizes, and how right each variant was over time."""

from __future__ import annotations

from collections.abc import Sequence

from flyball.monitoring.model import (
    Finding,
    Performance,
    PerformanceSeries,
    Strip,
    StripCell,
    StripRow,
    StripWindow,
    Window,
)

_LIVE = "live"


def strip_of(newest_first: Sequence[Window], *, min_rows: int, baseline: float | None) -> Strip:
    """The strip of these windows, oldest first; the worst features on top: most alarms, then the strongest evidence."""
    windows = list(reversed(newest_first))
    columns = {f.column for window in windows for f in window.findings if f.column is not None}
    rows = [
        StripRow(column=column, cells=tuple(_cell(window.findings, column) for window in windows))
        for column in sorted(columns)
    ]
    rows.sort(key=_badness)
    return Strip(
        windows=tuple(_window(window, min_rows) for window in windows),
        features=tuple(rows),
        performance=_performance(windows),
        baseline=baseline,
    )


def _window(window: Window, min_rows: int) -> StripWindow:
    return StripWindow(
        start=window.start,
        end=window.end,
        state=window.state,
        rows=window.rows,
        labelled=window.labelled,
        has_enough_rows=window.rows >= min_rows,
        live=window.live,
        reference=window.reference,
        alarms=sum(finding.alarm for finding in window.findings),
        latency_p50_ms=window.latency_p50_ms,
        latency_p95_ms=window.latency_p95_ms,
        latency_p99_ms=window.latency_p99_ms,
    )


def _cell(findings: Sequence[Finding], column: str) -> StripCell | None:
    """The column's alarm, or else its strongest evidence, which is how windows keep them."""
    mine = sorted((f for f in findings if f.column == column), key=lambda finding: not finding.alarm)
    if not mine:
        return None
    found = mine[0]
    return StripCell(
        kind=found.kind, test=found.test, effect=found.effect, p=found.p, alarm=found.alarm, says=found.says
    )


def _badness(row: StripRow) -> tuple[int, float, str]:
    alarms = sum(cell.alarm for cell in row.cells if cell is not None)
    smallest = min((cell.p for cell in row.cells if cell is not None and cell.p is not None), default=1.0)
    return -alarms, smallest, row.column


def _performance(windows: Sequence[Window]) -> tuple[PerformanceSeries, ...]:
    """What was live, whichever version that was, then every other variant by name."""
    found: list[dict[str, Performance]] = [
        {(_LIVE if p.variant == window.live else p.variant): p for p in window.performance} for window in windows
    ]
    names = sorted({name for of in found for name in of}, key=lambda name: (name != _LIVE, name))
    return tuple(_series(name, [of.get(name) for of in found]) for name in names)


def _series(name: str, found: Sequence[Performance | None]) -> PerformanceSeries:
    return PerformanceSeries(
        variant=name,
        model=tuple(p.model if p else None for p in found),
        rows=tuple(p.rows if p else 0 for p in found),
        labelled=tuple(p.labelled if p else 0 for p in found),
        positive_rate=tuple(p.positive_rate if p else None for p in found),
        roc_auc=tuple(p.roc_auc if p else None for p in found),
        roc_auc_lo=tuple(p.roc_auc_lo if p else None for p in found),
        roc_auc_hi=tuple(p.roc_auc_hi if p else None for p in found),
        brier=tuple(p.brier if p else None for p in found),
        recall_at_threshold=tuple(p.recall_at_threshold if p else None for p in found),
        false_warning_rate=tuple(p.false_warning_rate if p else None for p in found),
    )
