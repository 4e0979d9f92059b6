"""Operations on incidents: see them, look after them, end them, and report what other systems found."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta
from sqlalchemy import literal, select, tuple_, update

from flyball.core import Name, operation
from flyball.core.errors import Conflict
from flyball.monitoring import tables as t
from flyball.monitoring.incidents import close, find_incident, show_bad, show_good, to_incident
from flyball.monitoring.model import Incident, IncidentAcknowledged, IncidentKind, IncidentState, Moment, Severity, Text
from flyball.store import Service

Cause = Annotated[str, Meta(min_length=1, max_length=200)]


class Incidents(Service):
    """What is wrong, and what was."""

    noun: ClassVar[str] = "incidents"

    @operation("GET", "/incidents", needs="monitoring.read")
    def list_incidents(
        self,
        *,
        deployment: Name | None = None,
        state: IncidentState | None = None,
        kind: IncidentKind | None = None,
        severity: Severity | None = None,
        limit: Annotated[int, Meta(ge=1, le=1000)] = 100,
        after: str | None = None,
    ) -> list[Incident]:
        """The newest incidents, of one deployment, in one state, of one kind or severity; `after` is an incident."""
        wanted = {"deployment": deployment, "state": state, "kind": kind, "severity": severity}
        query = select(t.incident).where(t.incident.c.project == self.project)
        for column, value in wanted.items():
            if value is not None:
                query = query.where(t.incident.c[column] == value)
        with self.read() as connection:
            if after is not None:
                last = find_incident(connection, self.project, after)
                query = query.where(
                    tuple_(t.incident.c.opened_at, t.incident.c.id) < tuple_(literal(last.opened_at), literal(last.id))
                )
            rows = connection.execute(
                query.order_by(t.incident.c.opened_at.desc(), t.incident.c.id.desc()).limit(limit)
            )
            return [to_incident(row) for row in rows]

    @operation("GET", "/incidents/{incident_id}", needs="monitoring.read")
    def get(self, incident_id: str) -> Incident:
        """One incident."""
        with self.read() as connection:
            return to_incident(find_incident(connection, self.project, incident_id))

    @operation("POST", "/deployments/{deployment}/incidents", needs="monitoring.write")
    def report(
        self,
        deployment: Name,
        *,
        kind: IncidentKind,
        cause: Cause,
        says: Text,
        at: Moment,
        severity: Severity = "error",
    ) -> Incident:
        """Tell that something is wrong, as seen by a pipeline or a person; the same cause carries on its incident."""
        with self.change() as change:
            incident_id = show_bad(
                change,
                self.stores.ids,
                deployment=deployment,
                kind=kind,
                cause=cause,
                severity=severity,
                says=says,
                at=at,
            )
            return to_incident(find_incident(change.connection, self.project, incident_id))

    @operation("POST", "/deployments/{deployment}/incidents/clear", needs="monitoring.write")
    def clear(self, deployment: Name, *, kind: IncidentKind, cause: Cause, reason: Text) -> list[str]:
        """Tell that a reported cause is gone; returns the incidents that this closed."""
        with self.change() as change:
            query = select(t.incident.c.cause).where(
                t.incident.c.project == self.project,
                t.incident.c.deployment == deployment,
                t.incident.c.open_slot == "",
            )
            others = {row.cause for row in change.execute(query)} - {cause}
            return show_good(change, deployment=deployment, kind=kind, still_bad=others, clear_after=1, reason=reason)

    @operation("POST", "/incidents/{incident_id}/ack", needs="monitoring.write")
    def acknowledge(self, incident_id: str) -> Incident:
        """Say that you look after it."""
        with self.change() as change:
            row = find_incident(change.connection, self.project, incident_id)
            if row.state == "closed":
                raise Conflict("the incident is closed already")
            values = {"state": "acknowledged", "acknowledged_by": self.call.principal.id}
            change.execute(update(t.incident).where(t.incident.c.id == incident_id).values(**values))
            change.emit(IncidentAcknowledged(ref=f"incident:{incident_id}", cause=row.cause))
            return to_incident(find_incident(change.connection, self.project, incident_id))

    @operation("POST", "/incidents/{incident_id}/close", needs="monitoring.write")
    def close(self, incident_id: str, *, reason: Text) -> Incident:
        """End it by hand, with the reason."""
        with self.change() as change:
            row = find_incident(change.connection, self.project, incident_id)
            if row.state == "closed":
                raise Conflict("the incident is closed already")
            close(change, row, reason=reason)
            return to_incident(find_incident(change.connection, self.project, incident_id))
