"""May this principal do this in this project? One function, asked by the door for every way in."""

from __future__ import annotations

from sqlalchemy import or_, select

from flyball.core import Call, to_us
from flyball.core.errors import Forbidden
from flyball.governance import tables as t
from flyball.governance.roles import allows, roles_with
from flyball.store.catalog import Catalog

ANYBODY = frozenset({"projects.read"})
"""Whoever is signed in may ask which projects there are for them: they ask before they are in any."""


def authorize(catalog: Catalog, call: Call, permission: str) -> None:
    """Return if the call may go on; raise `Forbidden` naming the missing permission and who has it."""
    if call.scopes is not None and permission not in call.scopes:
        raise Forbidden(
            f"this token may not {permission}",
            why=f"its scopes are: {', '.join(call.scopes)}",
            hint="create a token with that scope",
        )
    if call.principal.is_local or permission in ANYBODY:
        return
    roles = roles_of(catalog, call.principal.id, call.project)
    if not allows(roles, permission):
        raise Forbidden(
            f"{call.principal.id} lacks {permission} in project {call.project}",
            why=f"roles there: {', '.join(roles) or 'none'}",
            hint=f"ask an administrator for the role {' or '.join(roles_with(permission))}",
        )


def roles_of(catalog: Catalog, principal: str, project: str) -> list[str]:
    """The unexpired roles a principal has in a project, those granted for all projects included."""
    table = t.grant
    now = to_us(catalog.clock.now())
    query = (
        select(table.c.role)
        .select_from(table.join(t.principal, t.principal.c.id == table.c.principal))
        .where(
            table.c.principal == principal,
            table.c.project.in_([project, "*"]),
            or_(table.c.expires_at.is_(None), table.c.expires_at > now),
            t.principal.c.disabled_at.is_(None),
        )
    )
    with catalog.read() as connection:
        return sorted({row.role for row in connection.execute(query)})
