"""Operations on principals, grants and tokens: who may do what, and with which credential."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Any, ClassVar

from msgspec import Meta
from sqlalchemy import delete, select, update

from flyball.core import ProjectName, Ref, operation, to_us
from flyball.core.errors import AlreadyExists, BadInput, Forbidden, NotFound
from flyball.governance import tables as t
from flyball.governance.approval_store import refuse_vote_by
from flyball.governance.authorize import authorize, roles_of
from flyball.governance.can import Can, can
from flyball.governance.holding import keep_an_admin, refuse_more_than_held, refuse_wider_token
from flyball.governance.model import (
    AnyPrincipalId,
    Grant,
    GrantProject,
    Identity,
    NewToken,
    PrincipalCreated,
    PrincipalDisabled,
    PrincipalEntry,
    PrincipalId,
    RoleGranted,
    RoleRevoked,
    Scope,
    ShortText,
    Token,
    TokenRevoked,
    principal_ref,
)
from flyball.governance.roles import VERBS, Role
from flyball.governance.rows import to_grant, to_principal
from flyball.governance.tokens import DEFAULT_DAYS, add_token, to_token
from flyball.store import Service
from flyball.store.catalog import Change, insert_replace

Limit = Annotated[int, Meta(ge=1, le=1000)]
Days = Annotated[int, Meta(ge=1, le=3650)]


class Access(Service):
    """Principals, the roles they have in projects, and the tokens they act with."""

    noun: ClassVar[str] = "access"

    @operation("GET", "/whoami", needs="access.read")
    def whoami(self) -> Identity:
        """Who the caller is here, and what it may do in the current project."""
        call = self.call
        local = call.principal.is_local
        roles = roles_of(self.stores.catalog, call.principal.id, call.project)
        held: list[Any] = ["admin"] if local else roles
        verbs = sorted({verb for role in held for verb in VERBS[role]})
        return Identity(
            principal=call.principal.id,
            project=call.project,
            is_local=local,
            roles=tuple(held),
            verbs=tuple(verbs),
            scopes=call.scopes,
        )

    @operation("GET", "/access/can", needs="access.read")
    def can(
        self,
        permissions: Annotated[tuple[Scope, ...], Meta(min_length=1, max_length=100)],
        *,
        ref: ShortText | None = None,
    ) -> tuple[Can, ...]:
        """Which of these permissions the caller holds in the current project and, where not, why and whom to ask.

        With the `ref` of an approval it also says whether the caller may vote on that request.
        """
        approval = Ref.parse(ref).name if ref is not None and Ref.parse(ref).kind == "approval" else None

        def may_vote() -> None:
            with self.read() as connection:
                refuse_vote_by(self.stores.catalog, connection, self.call, approval or "")

        return tuple(
            can(
                self.stores.catalog,
                self.call,
                permission,
                refuse=may_vote if approval and permission == "approvals.approve" else None,
            )
            for permission in permissions
        )

    @operation("POST", "/principals", needs="access.admin")
    def create_principal(self, principal: PrincipalId, *, name: ShortText = "") -> PrincipalEntry:
        """Make a person or a program known, so that it can be granted roles, even before its first login."""
        with self.change() as change:
            change.lock("principals")
            if self._find_principal(change, principal) is not None:
                raise AlreadyExists(f"the principal {principal} exists", hint="flyball access list")
            row = {
                "id": principal, "kind": principal.partition(":")[0], "name": name,
                "owner": self.call.principal.id, "created_at": change.now_us,
            }  # fmt: skip
            change.execute(t.principal.insert(), [row])
            change.emit(PrincipalCreated(ref=principal_ref(principal), name=name))
            return to_principal(self._find_principal(change, principal))

    @operation("GET", "/principals", needs="access.read")
    def list_principals(self, *, limit: Limit = 100, after: str | None = None) -> list[PrincipalEntry]:
        """Everybody who may act here, by id."""
        query = select(t.principal).order_by(t.principal.c.id).limit(limit)
        with self.read() as connection:
            rows = connection.execute(query if after is None else query.where(t.principal.c.id > after))
            return [to_principal(row) for row in rows]

    @operation("POST", "/principals/{principal}/disable", needs="access.admin")
    def disable_principal(self, principal: AnyPrincipalId, *, reason: ShortText = "") -> PrincipalEntry:
        """Refuse a principal from now on, whatever credential it shows; the last administrator cannot go."""
        refuse_more_than_held(self.stores.catalog, self.call, "admin", "*")
        with self.change() as change:
            change.lock("principals")
            if self._find_principal(change, principal) is None:
                raise NotFound(f"there is no principal {principal}", hint="flyball access list")
            keep_an_admin(change, without=principal)
            unless_done = (t.principal.c.id == principal, t.principal.c.disabled_at.is_(None))
            done = change.execute(update(t.principal).where(*unless_done).values(disabled_at=change.now_us))
            if done.rowcount:
                change.emit(PrincipalDisabled(ref=principal_ref(principal), reason=reason))
            return to_principal(self._find_principal(change, principal))

    @operation("PUT", "/grants", needs="access.admin")
    def give(
        self,
        principal: AnyPrincipalId,
        *,
        role: Role,
        project: GrantProject,
        expires_at: datetime | None = None,
        reason: ShortText = "",
    ) -> Grant:
        """Grant a role in a project, or in all with `*`; nobody grants what they do not hold there themselves."""
        refuse_more_than_held(self.stores.catalog, self.call, role, project)
        with self.change() as change:
            change.lock("principals")
            if self._find_principal(change, principal) is None:
                raise NotFound(f"there is no principal {principal}", hint=f"flyball access create {principal}")
            if expires_at is not None and expires_at <= change.now:
                raise BadInput("a grant must expire in the future", why=f"it is {change.now.isoformat()} now")
            if role == "admin" and project == "*" and expires_at is not None:
                keep_an_admin(change, without=principal)
            row = {
                "principal": principal, "role": role, "project": project, "granted_at": change.now_us,
                "granted_by": self.call.principal.id,
                "expires_at": None if expires_at is None else to_us(expires_at),
            }  # fmt: skip
            change.execute(insert_replace(change.connection, t.grant, ["principal", "role", "project"]), [row])
            given = RoleGranted(
                ref=principal_ref(principal), role=role, project=project, expires_at=expires_at, reason=reason
            )
            change.emit(given)
            return to_grant(change.execute(select(t.grant).where(*_grant(principal, role, project))).one())

    @operation("DELETE", "/grants", needs="access.admin")
    def revoke(self, principal: AnyPrincipalId, *, role: Role, project: GrantProject, reason: ShortText = "") -> None:
        """Take a role away; the last administrator cannot go."""
        refuse_more_than_held(self.stores.catalog, self.call, role, project)
        with self.change() as change:
            change.lock("principals")
            if role == "admin" and project == "*":
                keep_an_admin(change, without=principal)
            if change.execute(delete(t.grant).where(*_grant(principal, role, project))).rowcount == 0:
                raise NotFound(f"{principal} has no role {role} in {project}", hint="flyball access grants")
            change.emit(RoleRevoked(ref=principal_ref(principal), role=role, project=project, reason=reason))

    @operation("GET", "/grants", needs="access.read")
    def list_grants(self, *, principal: str | None = None, project: str | None = None) -> list[Grant]:
        """Who has which role where, expired grants included."""
        query = select(t.grant).order_by(t.grant.c.principal, t.grant.c.project, t.grant.c.role).limit(1000)
        if principal is not None:
            query = query.where(t.grant.c.principal == principal)
        if project is not None:
            query = query.where(t.grant.c.project == project)
        with self.read() as connection:
            return [to_grant(row) for row in connection.execute(query)]

    @operation("POST", "/tokens", needs="access.read")
    def create_token(
        self,
        name: ShortText,
        *,
        principal: AnyPrincipalId | None = None,
        scopes: tuple[Scope, ...] | None = None,
        project: ProjectName | None = None,
        expires_days: Days = DEFAULT_DAYS,
    ) -> NewToken:
        """Make a token for oneself, or as an administrator for a program; its secret is shown this once.

        It can do what its principal may, limited to `scopes` and `project` where given.
        """
        owner = principal or self.call.principal.id
        refuse_wider_token(self.stores.catalog, self.call, owner=owner, scopes=scopes, project=project)
        with self.change() as change:
            found = self._find_principal(change, owner)
            if found is None or found.disabled_at is not None:
                raise BadInput(f"{owner} cannot have a token", why="it is no principal here, or it is disabled")
            expires = change.now + timedelta(days=expires_days)
            return add_token(
                change, self.stores.ids, principal=owner, name=name, expires_at=expires, scopes=scopes, project=project
            )

    @operation("GET", "/tokens", needs="access.read")
    def list_tokens(self, *, limit: Limit = 100, after: str | None = None) -> list[Token]:
        """The caller's tokens, an administrator's list holds everybody's; never their secrets."""
        query = select(t.token).order_by(t.token.c.id).limit(limit)
        if not self._is_full_admin():
            query = query.where(t.token.c.principal == self.call.principal.id)
        with self.read() as connection:
            rows = connection.execute(query if after is None else query.where(t.token.c.id > after))
            return [to_token(row) for row in rows]

    @operation("DELETE", "/tokens/{token}", needs="access.read")
    def revoke_token(self, token: ShortText) -> None:
        """Refuse a token from the next request on; its id or its prefix names it."""
        named = (t.token.c.id == token) | (t.token.c.prefix == token)
        with self.change() as change:
            row = change.execute(select(t.token).where(named)).one_or_none()
            if row is None or (row.principal != self.call.principal.id and not self._is_full_admin()):
                raise NotFound(f"there is no token {token!r}", hint="flyball token list")
            unless_done = (t.token.c.id == row.id, t.token.c.revoked_at.is_(None))
            if change.execute(update(t.token).where(*unless_done).values(revoked_at=change.now_us)).rowcount:
                change.emit(TokenRevoked(ref=principal_ref(row.principal), token=row.id, prefix=row.prefix))

    def _is_full_admin(self) -> bool:
        try:
            authorize(self.stores.catalog, self.call, "access.admin")
            refuse_more_than_held(self.stores.catalog, self.call, "admin", "*")
        except Forbidden:
            return False
        return True

    def _find_principal(self, change: Change, principal: str) -> Any:
        return change.execute(select(t.principal).where(t.principal.c.id == principal)).one_or_none()


def _grant(principal: str, role: str, project: str) -> tuple[Any, ...]:
    return t.grant.c.principal == principal, t.grant.c.role == role, t.grant.c.project == project
