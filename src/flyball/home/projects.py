"""Which projects the caller may see."""

from __future__ import annotations

from sqlalchemy import Connection, or_, select

from flyball.core import Call, from_us, to_us
from flyball.governance import tables as g
from flyball.home.model import Project
from flyball.store.catalog import Catalog
from flyball.store.catalog import tables as spine


def visible_projects(catalog: Catalog, call: Call) -> list[Project]:
    """Projects in which the caller has a role, by name, with what happened there last."""
    with catalog.read() as connection:
        held = _roles(connection, call, to_us(catalog.clock.now()))
        known = {row.chain: row.seq for row in connection.execute(select(spine.chain_head))}
        known |= {name: known.get(name, 0) for name in held if name != "*"}
        known.setdefault(call.project, 0)
        everywhere = ["admin"] if call.principal.is_local else held.get("*", [])
        found = []
        for name, events in sorted(known.items()):
            roles = sorted({*everywhere, *held.get(name, [])})
            if roles and (not call.is_bound or name == call.project):
                at = newest_at(connection, name)
                found.append(
                    Project(name=name, roles=tuple(roles), newest_at=None if at is None else from_us(at), events=events)
                )
    return found


def newest_at(connection: Connection, project: str) -> int | None:
    """When something last happened, in microseconds."""
    e = spine.event.c
    at: int | None = connection.execute(select(e.at).where(e.chain == project).order_by(e.seq.desc()).limit(1)).scalar()
    return at


def _roles(connection: Connection, call: Call, now_us: int) -> dict[str, list[str]]:
    c = g.grant.c
    query = (
        select(c.project, c.role)
        .join(g.principal, g.principal.c.id == c.principal)
        .where(
            c.principal == call.principal.id,
            g.principal.c.disabled_at.is_(None),
            or_(c.expires_at.is_(None), c.expires_at > now_us),
        )
    )
    held: dict[str, list[str]] = {}
    for row in connection.execute(query):
        held.setdefault(row.project, []).append(row.role)
    return held
