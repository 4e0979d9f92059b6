"""Who may do what, as values, and the events of it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, ClassVar

from msgspec import Meta, Struct

from flyball.core import Event
from flyball.governance.roles import Role

PrincipalId = Annotated[str, Meta(pattern=r"^(user|service):[a-z0-9][a-z0-9._@-]*(?![\s\S])", max_length=128)]
"""`user:ana` for a person, `service:ci` for a program; `system:…` is reserved for the software itself."""
AnyPrincipalId = Annotated[str, Meta(pattern=r"^[a-z]+:[a-z0-9][a-z0-9._@-]*(?![\s\S])", max_length=128)]
Scope = Annotated[str, Meta(pattern=r"^[a-z]+\.[a-z]+(?![\s\S])", max_length=64)]
GrantProject = Annotated[str, Meta(pattern=r"^(\*|[a-z0-9][a-z0-9_-]*)(?![\s\S])", max_length=64)]
"""A project's name, or `*` for all of them."""
ShortText = Annotated[str, Meta(max_length=200)]


class PrincipalEntry(Struct, frozen=True, kw_only=True):
    """A person or a program that may act here."""

    id: str
    kind: str
    name: str
    owner: str
    """Who created it; the owner of a program counts as the program where duties are separated."""
    created_at: datetime
    disabled_at: datetime | None


class Grant(Struct, frozen=True, kw_only=True):
    """A role somebody has in a project, or in all of them."""

    principal: str
    role: Role
    project: str
    granted_by: str
    granted_at: datetime
    expires_at: datetime | None


class Token(Struct, frozen=True, kw_only=True):
    """A credential, without its secret."""

    id: str
    principal: str
    name: str
    prefix: str
    scopes: tuple[str, ...] | None
    project: str | None
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None


class NewToken(Struct, frozen=True, kw_only=True):
    """A token with its secret, which is shown this once."""

    is_secret: ClassVar[bool] = True
    """The door keeps no copy of this answer for repeated requests."""
    token: Token
    secret: str


class Identity(Struct, frozen=True, kw_only=True):
    """Who the caller is and what it may do in the current project."""

    principal: str
    project: str
    is_local: bool
    roles: tuple[Role, ...]
    verbs: tuple[str, ...]
    scopes: tuple[str, ...] | None


class PrincipalCreated(Event, tag="principal.created", frozen=True, kw_only=True):
    """A principal may now be granted rights and given tokens."""

    name: str


class PrincipalDisabled(Event, tag="principal.disabled", frozen=True, kw_only=True):
    """A principal may do nothing any more, with whatever credential."""

    reason: str


class RoleGranted(Event, tag="role.granted", frozen=True, kw_only=True):
    """A principal has a role now."""

    role: str
    project: str
    expires_at: datetime | None
    reason: str = ""


class RoleRevoked(Event, tag="role.revoked", frozen=True, kw_only=True):
    """A principal has lost a role."""

    role: str
    project: str
    reason: str = ""


class TokenCreated(Event, tag="token.created", frozen=True, kw_only=True):
    """A credential exists; its secret is known to nobody but its owner."""

    token: str
    prefix: str
    scopes: tuple[str, ...] | None
    project: str | None


class TokenRevoked(Event, tag="token.revoked", frozen=True, kw_only=True):
    """A credential is refused from now on."""

    token: str
    prefix: str


class SignedIn(Event, tag="session.opened", frozen=True, kw_only=True):
    """A browser session began with a one-time code."""


def principal_ref(principal: str) -> str:
    """The Ref of a principal; ids hold a colon, which a Ref's name may not.

    >>> principal_ref("user:ana")
    'principal:user/ana'
    """
    return f"principal:{principal.replace(':', '/')}"
