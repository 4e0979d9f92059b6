"""What waits for somebody, the most costly to wait for first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import Literal

from sqlalchemy import Connection, func, select

from flyball.core import Call, from_us, to_us
from flyball.core.errors import Forbidden
from flyball.governance import authorize, to_approval
from flyball.governance import tables as g
from flyball.governance.approval_store import refuse_vote_by
from flyball.governance.can import can
from flyball.home.model import Need
from flyball.home.projects import newest_at
from flyball.loop import tables as lt
from flyball.monitoring import tables as mt
from flyball.store.catalog import Catalog
from flyball.tracking import tables as tt

_EACH = 50
_RECENT = timedelta(days=30)
_SOON = timedelta(days=14)
_RANK = {"loop": 1, "approval": 2, "run": 4, "token": 6}
_INCIDENT_RANK = {"critical": 0, "error": 3, "warn": 5}
_SEVERITY: dict[str, Literal["critical", "error", "warn"]] = {"critical": "critical", "error": "error"}


def find_needs(catalog: Catalog, call: Call) -> list[Need]:
    """Of every kind at most 50, and only what the caller may read; of equal cost the oldest first."""
    kinds: Sequence[tuple[str, Callable[[Catalog, Connection, Call], Iterator[Need]]]] = (
        ("monitoring.read", _incidents),
        ("loop.read", _loops),
        ("approvals.read", _approvals),
        ("tracking.read", _runs),
        ("access.read", _tokens),
    )
    found: list[Need] = []
    with catalog.read() as connection:
        for permission, find in kinds:
            if _may(catalog, call, permission):
                found += find(catalog, connection, call)
    return sorted(found, key=_cost)


def _cost(need: Need) -> tuple[int, int]:
    rank = _INCIDENT_RANK[need.severity] if need.kind == "incident" else _RANK[need.kind]
    return rank, to_us(need.since)


def _may(catalog: Catalog, call: Call, permission: str) -> bool:
    try:
        authorize(catalog, call, permission)
    except Forbidden:
        return False
    return True


def _incidents(catalog: Catalog, connection: Connection, call: Call) -> Iterator[Need]:
    c = mt.incident.c
    query = select(mt.incident).where(c.project == call.project, c.state.in_(["open", "acknowledged"]))
    because = can(catalog, call, "monitoring.write").because
    for row in connection.execute(query.order_by(c.opened_at).limit(_EACH)):
        is_seen = row.state == "acknowledged"
        what = row.kind if row.cause == row.kind else f"{row.kind} of {row.cause}"
        windows = "1 window" if row.windows == 1 else f"{row.windows} windows"
        looked_after = f"; {row.acknowledged_by} looks after it" if is_seen else ""
        yield Need(
            kind="incident",
            ref=f"incident:{row.id}",
            sentence=f"{row.deployment}: {row.says}",
            cause=f"{what}, seen in {windows}{looked_after}",
            since=from_us(row.opened_at),
            severity=_SEVERITY.get(row.severity, "warn"),
            action="Close" if is_seen else "Acknowledge",
            operation="incidents.close" if is_seen else "incidents.acknowledge",
            because=because,
        )


def _loops(catalog: Catalog, connection: Connection, call: Call) -> Iterator[Need]:
    c = lt.loop.c
    query = select(lt.loop).where(c.project == call.project, c.breaker.is_not(None)).order_by(c.name).limit(_EACH)
    because = can(catalog, call, "loop.write").because
    for row in connection.execute(query):
        yield Need(
            kind="loop",
            ref=f"loop:{row.name}",
            sentence=f"The loop {row.name} stopped itself",
            cause=row.breaker,
            since=from_us(row.updated_at),
            severity="critical",
            action="Close the breaker",
            operation="loops.set_breaker",
            because=because,
        )


def _approvals(catalog: Catalog, connection: Connection, call: Call) -> Iterator[Need]:
    c = g.approval_request.c
    query = select(g.approval_request).where(c.project == call.project, c.state == "open").order_by(c.id).limit(_EACH)
    now_us = to_us(catalog.clock.now())
    for row in connection.execute(query).all():
        asked = to_approval(connection, row, now_us=now_us)
        if asked.state != "open":
            continue  # it ran out meanwhile

        def may_vote(id: str = asked.id) -> None:
            refuse_vote_by(catalog, connection, call, id)

        purpose = "" if asked.target == "*" else f" as {asked.target}"
        yield Need(
            kind="approval",
            ref=f"approval:{asked.id}",
            sentence=f"{asked.requested_by} asks to approve {asked.ref}{purpose}",
            cause=asked.note,
            since=asked.requested_at,
            severity="error",
            action=f"Review {asked.ref.partition(':')[2]}",
            operation="approvals.vote",
            because=can(catalog, call, "approvals.approve", refuse=may_vote).because,
        )


def _runs(_catalog: Catalog, connection: Connection, call: Call) -> Iterator[Need]:
    """Experiments whose newest run failed within the 30 days up to what last happened here."""
    c = tt.run.c
    until = newest_at(connection, call.project)
    if until is None:
        return
    newest = select(func.max(c.id).label("id")).where(c.project == call.project, c.state != "running")
    newest_ids = newest.group_by(c.experiment).subquery()
    query = select(c.id, c.name, c.experiment, c.error, c.started_at, c.ended_at)
    query = query.join(newest_ids, newest_ids.c.id == c.id)
    since = until - int(_RECENT.total_seconds() * 1e6)
    recent = query.where(c.state == "failed", c.started_at >= since).order_by(c.started_at.desc()).limit(_EACH)
    for row in connection.execute(recent):
        last_line = (row.error.strip().splitlines() or [""])[-1]
        yield Need(
            kind="run",
            ref=f"run:{row.id}",
            sentence=f"The newest run of {row.experiment} failed" + (f": {row.name}" if row.name else ""),
            cause=last_line[:300],
            since=from_us(row.ended_at or row.started_at),
            severity="error",
            action="See what failed",
            operation="",
            because="",
        )


def _tokens(catalog: Catalog, connection: Connection, call: Call) -> Iterator[Need]:
    """The caller's own tokens that end within two weeks."""
    c = g.token.c
    now = catalog.clock.now()
    query = select(c.id, c.name, c.expires_at).where(
        c.principal == call.principal.id,
        c.revoked_at.is_(None),
        c.expires_at > to_us(now),
        c.expires_at < to_us(now + _SOON),
    )
    for row in connection.execute(query.order_by(c.expires_at).limit(_EACH)):
        ends = from_us(row.expires_at)
        days = (ends - now).days
        yield Need(
            kind="token",
            ref=f"principal:{call.principal.id.replace(':', '/')}",
            sentence=f"Your token {row.name or row.id} ends "
            + ("today" if days == 0 else f"in {days} day{'' if days == 1 else 's'}"),
            cause=f"it ends at {ends:%Y-%m-%d %H:%M} UTC",
            since=ends - _SOON,
            severity="warn",
            action="Make another token",
            operation="access.create_token",
            because="",
        )
