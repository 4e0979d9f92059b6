"""From streaks of windows to incidents: open, carry on, close."""

from __future__ import annotations

from sqlalchemy import func, select

from flyball.core import Ids, to_us
from flyball.monitoring import tables as t
from flyball.monitoring.causes import SEVERITY, is_own
from flyball.monitoring.incidents import show_bad, show_good
from flyball.monitoring.model import MonitorSpec
from flyball.monitoring.streaks import Streak, says
from flyball.store.catalog import Change


def show_streaks(change: Change, ids: Ids, spec: MonitorSpec, found: list[Streak]) -> None:
    """Bring the deployment's incidents in line with what its windows show; again, it changes nothing."""
    for streak in found:
        open_causes = _open_causes(change, spec.deployment, streak.kind)
        for cause, findings in streak.bad.items():
            fires = cause in streak.firing and not _was_told(change, spec.deployment, streak, cause)
            if cause in open_causes or fires:
                show_bad(
                    change,
                    ids,
                    deployment=spec.deployment,
                    kind=streak.kind,
                    cause=cause,
                    severity=SEVERITY[streak.kind],
                    says=says(findings)[:2000],
                    at=streak.seen_at,
                )
        foreign = {cause for cause in open_causes if not is_own(streak.kind, cause)}
        windows = f"{spec.clear_after} good windows in a row" if spec.clear_after > 1 else "a good window"
        show_good(
            change,
            deployment=spec.deployment,
            kind=streak.kind,
            still_bad=set(streak.lingering) | foreign,
            clear_after=1,
            reason=f"{windows} until {streak.seen_at:%Y-%m-%d %H:%M} UTC",
        )


def _open_causes(change: Change, deployment: str, kind: str) -> set[str]:
    c = t.incident.c
    query = select(c.cause).where(
        c.project == change.project, c.deployment == deployment, c.kind == kind, c.open_slot == ""
    )
    return {row.cause for row in change.execute(query)}


def _was_told(change: Change, deployment: str, streak: Streak, cause: str) -> bool:
    """Whether this window was part of an incident that is closed: a person who closed it is not asked again."""
    c = t.incident.c
    query = select(func.max(c.seen_at)).where(
        c.project == change.project, c.deployment == deployment, c.kind == streak.kind, c.cause == cause
    )
    last = change.execute(query).scalar()
    return last is not None and last >= to_us(streak.seen_at)
