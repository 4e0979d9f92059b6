"""Which causes fire and which are over, from the windows as they stand: pure, so that judging again changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import get_args

from msgspec import Struct

from flyball.monitoring.causes import cause_of
from flyball.monitoring.model import Finding, IncidentKind, Window


class Streak(Struct, frozen=True, kw_only=True):
    """Where one kind of trouble stands after the newest window in which it could be judged."""

    kind: IncidentKind
    seen_at: datetime
    """The end of that window."""
    firing: dict[str, tuple[Finding, ...]]
    """Causes that were bad in each of the last `fire_after` windows, with the newest window's findings."""
    bad: dict[str, tuple[Finding, ...]]
    """Causes that are bad in the newest window: an open incident goes on, whatever `fire_after` says."""
    lingering: frozenset[str]
    """Causes that were bad in one of the last `clear_after` windows; all others are over."""


def streaks(windows: Sequence[Window], *, fire_after: int, clear_after: int) -> list[Streak]:
    """One entry per kind that was ever judged; a window that could not judge a kind is no news. In any order."""
    ordered = sorted(windows, key=lambda window: (window.end, window.start), reverse=True)
    found = []
    for kind in get_args(IncidentKind):
        judged = [window for window in ordered if kind in window.judged]
        if not judged:
            continue
        causes = [_causes(window, kind) for window in judged]
        firing = {
            cause: findings
            for cause, findings in causes[0].items()
            if len(causes) >= fire_after and all(cause in one for one in causes[:fire_after])
        }
        lingering = frozenset().union(*causes[:clear_after])
        found.append(Streak(kind=kind, seen_at=judged[0].end, firing=firing, bad=causes[0], lingering=lingering))
    return found


def says(findings: Sequence[Finding], *, most: int = 3) -> str:
    """The sentence of an incident: its strongest findings, and how many more there are."""
    ranked = sorted(findings, key=lambda finding: (finding.p or 0.0, -abs(finding.effect or 0.0)))
    told = "; ".join(finding.says for finding in ranked[:most])
    return told if len(ranked) <= most else f"{told}; and {len(ranked) - most} more columns"


def _causes(window: Window, kind: IncidentKind) -> dict[str, tuple[Finding, ...]]:
    found: dict[str, tuple[Finding, ...]] = {}
    for finding in window.findings:
        if finding.alarm and finding.kind == kind:
            found[cause_of(finding)] = (*found.get(cause_of(finding), ()), finding)
    return found
