"""What the caller may do here and, where not, why in words: for buttons that say the reason."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct
from sqlalchemy import Connection, or_, select

from flyball.core import Call, to_us
from flyball.core.errors import FlyballError, Forbidden
from flyball.governance import tables as t
from flyball.governance.authorize import authorize
from flyball.governance.roles import roles_with
from flyball.store.catalog import Catalog

_NAMED = 3


class Can(Struct, frozen=True, kw_only=True):
    """Whether the caller holds a permission; `because` is empty when it does."""

    permission: str
    allowed: bool
    because: str


def can(catalog: Catalog, call: Call, permission: str, *, refuse: Callable[[], None] | None = None) -> Can:
    """By roles and token, then by what `refuse` raises about the object itself."""
    try:
        authorize(catalog, call, permission)
        if refuse is not None:
            refuse()
    except Forbidden as error:
        return Can(permission=permission, allowed=False, because=_words(catalog, call, permission, error))
    return Can(permission=permission, allowed=True, because="")


def _words(catalog: Catalog, call: Call, permission: str, error: FlyballError) -> str:
    sentence = f"{error.what}: {error.why}" if error.why else error.what
    if type(error) is not Forbidden or error.what.startswith("this token"):
        return f"{sentence}; {error.hint}" if error.hint else sentence
    with catalog.read() as connection:
        whom = _admins(connection, call.project, to_us(catalog.clock.now()))
    ask = f"ask {', '.join(whom[:_NAMED])} for" if whom else "ask an administrator for"
    return f"{sentence}; {ask} the role {' or '.join(roles_with(permission))}"


def _admins(connection: Connection, project: str, now_us: int) -> list[str]:
    """People who can grant roles in the project."""
    g, p = t.grant.c, t.principal.c
    query = select(g.principal).join(t.principal, p.id == g.principal).where(
        g.role == "admin", g.project.in_([project, "*"]), p.disabled_at.is_(None), p.kind == "user",
        or_(g.expires_at.is_(None), g.expires_at > now_us),
    )  # fmt: skip
    return sorted(set(connection.execute(query).scalars()))
