"""What is watched, what a window showed, what is wrong, and what became known later."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

from flyball.core import Event, Name

Share = Annotated[float, Meta(gt=0, lt=1)]
IncidentKind = Literal["quality", "drift", "performance", "latency"]
IncidentState = Literal["open", "acknowledged", "closed"]
Severity = Literal["warn", "error", "critical"]
Moment = Annotated[datetime, Meta(tz=True)]
"""A moment with its zone; without one it could be any of 38."""
WindowState = Literal["good", "bad", "no_data"]
Text = Annotated[str, Meta(max_length=2000)]


class MonitorSpec(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to watch on a deployment, and what counts as bad."""

    deployment: Name
    false_alarms: Share = 0.01
    """At most so many false drift alarms per window, over all columns and tests together."""
    min_rows: Annotated[int, Meta(ge=1)] = 50
    """A window with fewer rows is not tested."""
    metric: Literal["roc_auc"] = "roc_auc"
    max_drop: Annotated[float, Meta(gt=0)] = 0.02
    """The realised metric is bad when the upper end of its interval lies so much below the reference value."""
    min_coverage: Annotated[float, Meta(ge=0, le=1)] = 0.5
    """The share of a window's predictions that must be labelled before its performance is judged."""
    threshold: Annotated[float, Meta(ge=0, le=1)] | None = None
    """Score from which a prediction counts as a warning, for the KPI; None takes the model version's own."""
    fire_after: Annotated[int, Meta(ge=1)] = 1
    """Bad windows in a row that open an incident."""
    clear_after: Annotated[int, Meta(ge=1)] = 1
    """Good windows in a row that close it."""
    max_p99_ms: Annotated[float, Meta(gt=0)] | None = None
    """The 99th percentile of the answers' latency above which a window is bad; None does not judge it."""
    window_hours: Annotated[int, Meta(ge=1, le=24 * 366)] | None = 168
    """The scheduler evaluates windows of so many hours, counted from Monday 1970-01-05 UTC; None leaves it to you."""


class Baseline(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the reference version showed on the reference rows: what windows are compared with."""

    roc_auc: Annotated[float, Meta(ge=0, le=1)] | None = None
    brier: Annotated[float, Meta(ge=0, le=1)] | None = None
    threshold: Annotated[float, Meta(ge=0, le=1)] | None = None
    """Score from which it warns."""
    phi: dict[str, float] = {}
    """How much more than chance the reference's own windows differ, by "column/test"; see `measure_phi`."""


class Monitor(Struct, frozen=True, kw_only=True):
    """A monitor with its current specification."""

    name: str
    version: int
    spec: MonitorSpec
    reference: str | None
    """Ref of the model version whose rows are the reference; None until one is set."""
    baseline: Baseline | None
    updated_at: datetime


class Finding(Struct, frozen=True, kw_only=True):
    """One thing that a window showed about one column, or about the whole."""

    kind: IncidentKind
    column: str | None
    test: str
    p: float | None
    effect: float | None
    alarm: bool
    says: str


class Performance(Struct, frozen=True, kw_only=True):
    """How right a variant was in a period, as far as labels have arrived."""

    variant: str
    model: str
    rows: int
    labelled: int
    positive_rate: float | None
    roc_auc: float | None
    roc_auc_lo: float | None
    roc_auc_hi: float | None
    brier: float | None
    recall_at_threshold: float | None = None
    """KPI: share of the positives that were warned of."""
    false_warning_rate: float | None = None
    """Share of the warnings that were wrong."""


class Window(Struct, frozen=True, kw_only=True):
    """The evaluation of one half-open period of event time."""

    monitor: str
    monitor_version: int
    start: datetime
    end: datetime
    state: WindowState
    rows: int
    """Answers to clients; shadows are not among them."""
    labelled: int
    live: str | None
    """The variant that answered most."""
    judged: tuple[IncidentKind, ...]
    """What could be judged; for the rest there were too few rows, labels, or no reference."""
    reference: str | None
    latency_p50_ms: float | None
    latency_p95_ms: float | None
    latency_p99_ms: float | None
    performance: tuple[Performance, ...]
    findings: tuple[Finding, ...]
    """Alarms, and for each column its strongest evidence."""
    evaluated_at: datetime


class StripCell(Struct, frozen=True, kw_only=True):
    """What a window showed about a feature: its alarm, or else its strongest evidence."""

    kind: IncidentKind
    test: str
    effect: float | None
    """In the unit of its test."""
    p: float | None
    """Adjusted for all tests of the window."""
    alarm: bool
    says: str


class StripRow(Struct, frozen=True, kw_only=True):
    """One feature over the windows; None where it was not tested."""

    column: str
    cells: tuple[StripCell | None, ...]


class StripWindow(Struct, frozen=True, kw_only=True):
    """One window without its findings."""

    start: datetime
    end: datetime
    state: WindowState
    rows: int
    labelled: int
    has_enough_rows: bool
    live: str | None
    reference: str | None
    alarms: int
    latency_p50_ms: float | None
    latency_p95_ms: float | None
    latency_p99_ms: float | None


class PerformanceSeries(Struct, frozen=True, kw_only=True):
    """How right a variant was, one figure per window; `live` is whichever version was live then."""

    variant: str
    model: tuple[str | None, ...]
    rows: tuple[int, ...]
    labelled: tuple[int, ...]
    positive_rate: tuple[float | None, ...]
    roc_auc: tuple[float | None, ...]
    roc_auc_lo: tuple[float | None, ...]
    roc_auc_hi: tuple[float | None, ...]
    brier: tuple[float | None, ...]
    recall_at_threshold: tuple[float | None, ...]
    false_warning_rate: tuple[float | None, ...]


class Strip(Struct, frozen=True, kw_only=True):
    """Features × windows, oldest window first, worst feature on top."""

    windows: tuple[StripWindow, ...]
    features: tuple[StripRow, ...]
    performance: tuple[PerformanceSeries, ...]
    baseline: float | None
    """The metric of the reference, which windows are held against now."""


class FeatureView(Struct, frozen=True, kw_only=True):
    """One side of a comparison; `counts` go with the common bins or levels."""

    rows: int
    missing: int
    counts: tuple[int, ...]
    quantiles: tuple[float | None, ...]
    mean: float | None
    sd: float | None


class FeatureTest(Struct, frozen=True, kw_only=True):
    """One test of the feature by itself, the strongest first."""

    test: str
    p: float
    effect: float
    lo: float
    hi: float
    unit: str
    alarm: bool
    says: str


class FeatureDetail(Struct, frozen=True, kw_only=True):
    """A feature in one window beside the reference in force now."""

    column: str
    start: datetime
    end: datetime
    reference: str
    kind: Literal["number", "text"]
    edges: tuple[float, ...]
    """Of the bins, one more than there are counts; what lies outside counts in the bin at that end."""
    levels: tuple[str, ...]
    """Of a text: the most frequent; one more count than levels is the rest."""
    before: FeatureView
    after: FeatureView
    quantile_shares: tuple[float, ...]
    tests: tuple[FeatureTest, ...]
    not_testable: str
    """Why there are no tests; empty when there are."""


class Incident(Struct, frozen=True, kw_only=True):
    """One thing that is wrong, from its opening to its end; the same cause is one incident."""

    id: str
    deployment: str
    kind: IncidentKind
    cause: str
    """What is wrong, stable while it lasts: a column, a source, a metric."""
    severity: Severity
    state: IncidentState
    says: str
    opened_at: datetime
    seen_at: datetime
    """The end of the last window that showed it."""
    windows: int
    acknowledged_by: str | None
    closed_at: datetime | None


class Label(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An outcome that became known: of one prediction, named by its id or by the business key it carried."""

    key: Annotated[str, Meta(min_length=1, max_length=256)]
    value: float | None
    """None retracts an earlier one."""
    at: Moment
    """When it became known."""
    revision: Annotated[int, Meta(ge=0)] = 0


class KnownLabel(Struct, frozen=True, kw_only=True):
    """The outcome that counts for a key, and when it became known."""

    key: str
    value: float
    known_at: datetime


class LabelReceipt(Struct, frozen=True, kw_only=True):
    """What became of a batch of labels."""

    accepted: int
    duplicate: int
    corrected: int


class MonitorApplied(Event, tag="monitor.applied", frozen=True, kw_only=True):
    """A monitor's specification took effect."""

    version: int


class ReferenceSet(Event, tag="monitor.reference", frozen=True, kw_only=True):
    """The drift reference moved; this happens on promotion only, never on an alarm."""

    model: str


class IncidentOpened(Event, tag="incident.opened", frozen=True, kw_only=True):
    """Something went wrong."""

    kind_of: str
    cause: str
    says: str


class IncidentClosed(Event, tag="incident.closed", frozen=True, kw_only=True):
    """It is right again, or a person said so."""

    cause: str
    reason: str


class IncidentAcknowledged(Event, tag="incident.acknowledged", frozen=True, kw_only=True):
    """Somebody looks after it."""

    cause: str
