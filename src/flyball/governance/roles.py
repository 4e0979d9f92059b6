"""The four roles and what each may do. Permissions are written `room.verb`; a role is a set of verbs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

Role = Literal["viewer", "editor", "approver", "admin"]

VERBS: dict[Role, frozenset[str]] = {
    "viewer": frozenset({"read"}),
    "editor": frozenset({"read", "write", "predict", "deploy"}),
    "approver": frozenset({"read", "approve", "predict"}),
    "admin": frozenset({"read", "write", "predict", "deploy", "approve", "admin"}),
}
"""Role to verbs. `deploy` moves traffic, but only to versions whose approval the registry's policy accepts."""


def allows(roles: Iterable[str], permission: str) -> bool:
    """Whether any of the roles includes the permission's verb.

    >>> allows(["viewer"], "data.write"), allows(["viewer", "editor"], "data.write")
    (False, True)
    """
    verb = permission.partition(".")[2]
    return any(verb in VERBS.get(role, frozenset()) for role in roles)  # type: ignore[call-overload]


def roles_with(permission: str) -> list[str]:
    """The roles that include a permission, for the sentence of a refusal.

    >>> roles_with("registry.approve")
    ['approver', 'admin']
    """
    return [role for role in VERBS if allows([role], permission)]
