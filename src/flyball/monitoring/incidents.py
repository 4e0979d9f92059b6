"""Open, carry on and close incidents inside a change: one per cause, however many windows show it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from flyball.core import Ids, from_us, to_us
from flyball.core.errors import NotFound
from flyball.monitoring import tables as t
from flyball.monitoring.model import Incident, IncidentClosed, IncidentKind, IncidentOpened, Severity
from flyball.store.catalog import Change


def to_incident(row: Row[Any]) -> Incident:
    """A row of the incident table."""
    return Incident(
        id=row.id,
        deployment=row.deployment,
        kind=row.kind,
        cause=row.cause,
        severity=row.severity,
        state=row.state,
        says=row.says,
        opened_at=from_us(row.opened_at),
        seen_at=from_us(row.seen_at),
        windows=row.windows,
        acknowledged_by=row.acknowledged_by,
        closed_at=None if row.closed_at is None else from_us(row.closed_at),
    )


def show_bad(
    change: Change,
    ids: Ids,
    *,
    deployment: str,
    kind: IncidentKind,
    cause: str,
    severity: Severity,
    says: str,
    at: datetime,
) -> str:
    """Note that a window ending at `at` was bad: opens the cause's incident or carries it on; returns its id.

    The same window again, or an earlier one, changes the sentence and counts no further window.
    """
    change.lock(f"incident:{change.project}:{deployment}")
    row = _find_open(change, deployment, kind, cause)
    if row is not None:
        is_later = to_us(at) > row.seen_at
        values = {
            "seen_at": max(to_us(at), row.seen_at), "windows": row.windows + is_later, "good_windows": 0, "says": says,
        }  # fmt: skip
        change.execute(update(t.incident).where(t.incident.c.id == row.id).values(**values))
        return str(row.id)
    incident_id = ids.new()
    fields = {
        "id": incident_id, "project": change.project, "deployment": deployment, "kind": kind, "cause": cause,
        "severity": severity, "state": "open", "says": says, "opened_at": change.now_us, "seen_at": to_us(at),
        "windows": 1, "good_windows": 0, "open_slot": "",
    }  # fmt: skip
    change.execute(t.incident.insert(), [fields])
    ref = f"incident:{incident_id}"
    change.emit(IncidentOpened(ref=ref, kind_of=kind, cause=cause, says=says))
    change.link(f"deployment:{deployment}", ref, "showed")
    return incident_id


def show_good(
    change: Change, *, deployment: str, kind: IncidentKind, still_bad: set[str], clear_after: int, reason: str
) -> list[str]:
    """Note that a window was good for every open cause of this kind but those; closes what was good long enough."""
    query = _open_of(change, deployment, kind)
    closed = []
    for row in change.execute(query).all():
        if row.cause in still_bad:
            continue
        good = row.good_windows + 1
        if good < clear_after:
            change.execute(update(t.incident).where(t.incident.c.id == row.id).values(good_windows=good))
        else:
            close(change, row, reason=reason)
            closed.append(str(row.id))
    return closed


def close(change: Change, row: Row[Any], *, reason: str) -> None:
    """End an incident."""
    values = {"state": "closed", "closed_at": change.now_us, "open_slot": row.id}
    change.execute(update(t.incident).where(t.incident.c.id == row.id).values(**values))
    change.emit(IncidentClosed(ref=f"incident:{row.id}", cause=row.cause, reason=reason))


def find_incident(connection: Connection, project: str, incident_id: str) -> Row[Any]:
    """The row of an incident of this project."""
    query = select(t.incident).where(t.incident.c.project == project, t.incident.c.id == incident_id)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFound(f"there is no incident {incident_id!r}", hint="flyball incident list")
    return row


def _open_of(change: Change, deployment: str, kind: str) -> Any:
    mine = (t.incident.c.project == change.project, t.incident.c.deployment == deployment)
    return select(t.incident).where(*mine, t.incident.c.kind == kind, t.incident.c.open_slot == "")


def _find_open(change: Change, deployment: str, kind: str, cause: str) -> Row[Any] | None:
    return change.execute(_open_of(change, deployment, kind).where(t.incident.c.cause == cause)).one_or_none()
