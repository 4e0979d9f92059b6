"""The values of the home page, the project switch and the jump box."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

NeedKind = Literal["incident", "loop", "approval", "run", "token"]


class Need(Struct, frozen=True, kw_only=True):
    """One thing that waits for somebody."""

    kind: NeedKind
    ref: str
    sentence: str
    cause: str
    """Why it is so: the policy's numbers, the last line of a traceback; may be empty."""
    since: datetime
    severity: Literal["critical", "error", "warn"]
    action: str
    """What to do first, as a button says it."""
    operation: str
    """The operation behind the action, such as `approvals.vote`; empty where reading comes first."""
    because: str
    """Why the caller cannot do it; empty when they can."""


class LiveModel(Struct, frozen=True, kw_only=True):
    """One deployment that answers, in figures over time; tuples of one group have equal lengths."""

    deployment: str
    model: str
    variant: str
    since: datetime
    """When this version began to answer."""
    monitor: str | None
    open_incidents: int
    at: tuple[datetime, ...]
    """The last 14 days up to the newest answer, day by day."""
    requests: tuple[int, ...]
    p95_ms: tuple[float | None, ...]
    """Of the variant that answered most that day."""
    window_end: tuple[datetime, ...]
    """The latest 14 windows of the monitor."""
    alarms: tuple[int | None, ...]
    """Findings that were alarms; None for a window without anything to judge."""
    metric: tuple[float | None, ...]
    metric_lo: tuple[float | None, ...]
    metric_hi: tuple[float | None, ...]
    false_warning_rate: tuple[float | None, ...]
    deployed_at: tuple[datetime, ...]
    """Changes of the policy within the days or windows shown."""


class Summary(Struct, frozen=True, kw_only=True):
    """What the first page of a project shows."""

    needs: tuple[Need, ...]
    live: tuple[LiveModel, ...]
    newest_at: datetime | None
    """When something last happened in the project."""


class Project(Struct, frozen=True, kw_only=True):
    """A project that the caller may see."""

    name: str
    roles: tuple[str, ...]
    newest_at: datetime | None
    events: int


class RefHit(Struct, frozen=True, kw_only=True):
    """A thing that a search found."""

    ref: str
    kind: str
    title: str
    detail: str
