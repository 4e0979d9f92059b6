"""Nobody passes on more than they hold: the limits on granting roles and making tokens."""

from __future__ import annotations

from sqlalchemy import select

from flyball.core import Call
from flyball.core.errors import Forbidden, RefusedByPolicy
from flyball.governance import tables as t
from flyball.governance.authorize import roles_of
from flyball.governance.roles import VERBS, Role, allows
from flyball.store.catalog import Catalog, Change


def refuse_more_than_held(catalog: Catalog, call: Call, role: Role, project: str) -> None:
    """`Forbidden` unless the caller may administer `project` and holds every verb of `role` there, by itself.

    A scoped token passes nothing on, and a token for one project nothing beyond it, whoever made them.
    """
    if call.scopes is not None:
        raise Forbidden("a token with scopes cannot change roles", hint="sign in, or use a token without scopes")
    if call.is_bound and project != call.project:
        raise Forbidden(f"this token is for project {call.project}", why=f"the change is for {project}")
    if call.principal.is_local:
        return
    held = roles_of(catalog, call.principal.id, project)
    missing = VERBS[role] - {verb for one in held for verb in VERBS[one]}  # type: ignore[index]
    if missing or not allows(held, "access.admin"):
        where = "all projects" if project == "*" else f"project {project}"
        raise Forbidden(
            f"{call.principal.id} cannot pass on the role {role} in {where}",
            why=f"roles held there: {', '.join(held) or 'none'}",
            hint="ask an administrator of it",
        )


def refuse_wider_token(
    catalog: Catalog, call: Call, *, owner: str, scopes: tuple[str, ...] | None, project: str | None
) -> None:
    """`Forbidden` if the token could do what the caller cannot, or would let the caller act as another person."""
    if call.scopes is not None and (scopes is None or not set(scopes) <= set(call.scopes)):
        raise Forbidden("a token cannot make a wider one", why=f"its scopes are: {', '.join(call.scopes)}")
    if call.is_bound and project != call.project:
        raise Forbidden("a token cannot make a wider one", why=f"it is for project {call.project} only")
    if owner == call.principal.id or call.principal.is_local:
        return
    # As another person an administrator could vote twice; programs have no vote.
    if not owner.startswith("service:"):
        raise Forbidden(f"only {owner} can make a token for {owner}", hint="send them a login link")
    refuse_more_than_held(catalog, call, "admin", project or "*")


def keep_an_admin(change: Change, *, without: str) -> None:
    """`RefusedByPolicy` if `without` is the last enabled administrator of all projects whose grant does not expire."""
    joined = t.grant.join(t.principal, t.principal.c.id == t.grant.c.principal)
    lasting = (t.grant.c.role == "admin", t.grant.c.project == "*", t.grant.c.expires_at.is_(None))
    enabled = t.principal.c.disabled_at.is_(None)
    query = select(t.grant.c.principal).select_from(joined).where(*lasting, enabled)
    admins = {row.principal for row in change.execute(query)}
    if admins == {without}:
        raise RefusedByPolicy(
            f"{without} is the last administrator",
            why="without one nobody could grant anything",
            hint="grant another one the role admin in '*' first",
        )
