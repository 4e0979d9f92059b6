"""Which tokens may ask for predictions where: compiled into the snapshot, so that workers need no catalog."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import Connection, or_, select

from flyball.governance import allows
from flyball.governance import tables as g
from flyball.serving.snapshot import Key

PREDICT = "serving.predict"
_NEVER_US = 2**62


def predict_keys(connection: Connection, now_us: int) -> tuple[Key, ...]:
    """Every valid token whose principal may predict somewhere, in a stable order."""
    rights = _rights(connection, now_us)
    query = (
        select(g.token)
        .join(g.principal, g.principal.c.id == g.token.c.principal)
        .where(g.token.c.revoked_at.is_(None), g.token.c.expires_at > now_us, g.principal.c.disabled_at.is_(None))
        .order_by(g.token.c.id)
    )
    keys = []
    for row in connection.execute(query):
        scopes = row.scopes
        if scopes is not None and PREDICT not in scopes.split():
            continue
        places = rights.get(row.principal, {})
        if row.project is not None:
            places = {p: until for p, until in places.items() if p in {row.project, "*"}}
        if places:
            projects = tuple(sorted(places)) if row.project is None else (row.project,)
            until = min(row.expires_at, *places.values())
            key = Key(sha256=bytes(row.sha256).hex(), principal=row.principal, projects=projects, expires_at_us=until)
            keys.append(key)
    return tuple(keys)


def _rights(connection: Connection, now_us: int) -> dict[str, dict[str, int]]:
    """Principal to project to the moment until which it may predict there."""
    c = g.grant.c
    query = select(c.principal, c.project, c.role, c.expires_at)
    rights: dict[str, dict[str, int]] = defaultdict(dict)
    for row in connection.execute(query.where(or_(c.expires_at.is_(None), c.expires_at > now_us))):
        if allows([row.role], PREDICT):
            until = row.expires_at or _NEVER_US
            rights[row.principal][row.project] = max(until, rights[row.principal].get(row.project, 0))
    return rights
