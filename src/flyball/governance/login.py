"""The first administrator, one-time login codes, and browser sessions."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from msgspec import Struct
from sqlalchemy import Connection, delete, exists, or_, select, update

from flyball.core import LOCAL_PROJECT, SYSTEM, Call, Principal, calling, from_us, to_us
from flyball.core.errors import BadConfig, NotSignedIn
from flyball.governance import tables as t
from flyball.governance.model import PrincipalCreated, RoleGranted, SignedIn, principal_ref
from flyball.governance.tokens import DEFAULT_DAYS, add_token, hash_secret
from flyball.store import Stores
from flyball.store.catalog import Catalog, Change

ADMIN = "user:admin"
CODE_MINUTES = 15
IDLE = timedelta(hours=12)
LONGEST = timedelta(days=7)
ENVIRONMENT_TOKEN = "FLYBALL_ADMIN_TOKEN"  # noqa: S105 - the name of a variable
_SHORTEST_TOKEN = 32  # characters: a token chosen by people must not be guessable


class FirstStart(Struct, frozen=True, kw_only=True):
    """What a server's start found or made."""

    principal: str
    is_new: bool
    code: str | None
    """One-time login code for a link, as long as no administrator has ever signed in and no token was given."""
    expires_at: datetime | None


class Session(Struct, frozen=True, kw_only=True):
    """A browser session; the cookie's value is known to the browser alone."""

    cookie: str
    principal: str
    expires_at: datetime


def ensure_admin(stores: Stores, token: str | None = None) -> FirstStart:
    """See to it that an administrator can get in; harmless to repeat, at every start and by several processes.

    `token` (from FLYBALL_ADMIN_TOKEN) becomes a token of the administrator; a changed one revokes the one before.
    """
    if token is not None and len(token) < _SHORTEST_TOKEN:
        raise BadConfig(f"{ENVIRONMENT_TOKEN} is too short", why=f"it needs {_SHORTEST_TOKEN} characters or more")
    with calling(Call(principal=SYSTEM, project=LOCAL_PROJECT)), stores.catalog.change("login.first_start") as change:
        change.lock("first-start")
        is_new = _create_admin(change)
        if token is not None:
            _adopt_token(change, stores, token)
        needs_code = token is None and not _has_signed_in(change.connection)
        code = _add_code(change, ADMIN) if needs_code else None
    expires = stores.clock.now() + timedelta(minutes=CODE_MINUTES) if code else None
    return FirstStart(principal=ADMIN, is_new=is_new, code=code, expires_at=expires)


def new_login_code(stores: Stores, principal: str = ADMIN) -> str:
    """A code that signs a principal in once, within 15 minutes; for whoever has the stores at hand."""
    with calling(Call(principal=SYSTEM, project=LOCAL_PROJECT)), stores.catalog.change("login.code") as change:
        return _add_code(change, principal)


def sign_in(stores: Stores, code: str) -> Session:
    """Exchange a one-time code for a session; a used, expired or unknown one is `NotSignedIn`."""
    catalog, digest = stores.catalog, hash_secret(code)
    with catalog.read() as connection:
        row = connection.execute(select(t.login_code).where(t.login_code.c.sha256 == digest)).one_or_none()
    refused = NotSignedIn(
        "this login link no longer works", why="it is unknown, used or older than 15 minutes", hint="flyball up"
    )
    if row is None:
        raise refused
    cookie = secrets.token_urlsafe(32)
    with (
        calling(Call(principal=Principal(id=row.principal), project=LOCAL_PROJECT)),
        catalog.change("login.sign_in") as change,
    ):
        unused = (t.login_code.c.sha256 == digest, t.login_code.c.used_at.is_(None))
        fresh = t.login_code.c.expires_at > change.now_us
        used = change.execute(update(t.login_code).where(*unused, fresh).values(used_at=change.now_us))
        if used.rowcount != 1:
            raise refused
        expires = change.now + LONGEST
        session = {
            "sha256": hash_secret(cookie), "principal": row.principal, "created_at": change.now_us,
            "expires_at": to_us(expires), "seen_at": change.now_us,
        }  # fmt: skip
        change.execute(t.session.insert(), [session])
        change.emit(SignedIn(ref=principal_ref(row.principal)))
    return Session(cookie=cookie, principal=row.principal, expires_at=expires)


def session_principal(catalog: Catalog, cookie: str) -> str:
    """Whose session the cookie is; idle for 12 hours or 7 days old, it ends."""
    digest = hash_secret(cookie)
    joined = t.session.join(t.principal, t.principal.c.id == t.session.c.principal)
    query = select(t.session, t.principal.c.disabled_at).select_from(joined)
    with catalog.read() as connection:
        row = connection.execute(query.where(t.session.c.sha256 == digest)).one_or_none()
    now = catalog.clock.now()
    if row is None or from_us(row.expires_at) <= now or from_us(row.seen_at) + IDLE <= now:
        raise NotSignedIn("your session has ended", hint="sign in again")
    if row.disabled_at is not None:
        raise NotSignedIn(f"{row.principal} is disabled", hint="ask an administrator")
    if from_us(row.seen_at) + timedelta(minutes=1) <= now:
        with catalog.change("login.seen") as change:
            change.execute(update(t.session).where(t.session.c.sha256 == digest).values(seen_at=to_us(now)))
    return str(row.principal)


def sign_out(catalog: Catalog, cookie: str) -> None:
    """End a session everywhere; an unknown one is already over."""
    with catalog.change("login.sign_out") as change:
        change.execute(delete(t.session).where(t.session.c.sha256 == hash_secret(cookie)))


def _create_admin(change: Change) -> bool:
    is_admin = (t.grant.c.role == "admin", t.grant.c.project == "*")
    lasting = or_(t.grant.c.expires_at.is_(None), t.grant.c.expires_at > change.now_us)
    if change.execute(select(exists().where(*is_admin, lasting))).scalar():
        return False
    known = change.execute(select(exists().where(t.principal.c.id == ADMIN))).scalar()
    if not known:
        row = {
            "id": ADMIN, "kind": "user", "name": "Administrator", "owner": SYSTEM.id, "created_at": change.now_us
        }  # fmt: skip
        change.execute(t.principal.insert(), [row])
        change.emit(PrincipalCreated(ref=principal_ref(ADMIN), name="Administrator"))
    change.execute(
        t.grant.insert(),
        [{"principal": ADMIN, "role": "admin", "project": "*", "granted_at": change.now_us, "granted_by": SYSTEM.id}],
    )
    change.emit(RoleGranted(ref=principal_ref(ADMIN), role="admin", project="*", expires_at=None))
    return True


def _adopt_token(change: Change, stores: Stores, token: str) -> None:
    expires = change.now + timedelta(days=DEFAULT_DAYS)
    mine = (t.token.c.name == ENVIRONMENT_TOKEN, t.token.c.revoked_at.is_(None))
    others = t.token.c.sha256 != hash_secret(token)
    change.execute(update(t.token).where(*mine, others).values(revoked_at=change.now_us))
    kept = change.execute(
        update(t.token).where(t.token.c.sha256 == hash_secret(token)).values(expires_at=to_us(expires), revoked_at=None)
    )
    if kept.rowcount == 0:
        add_token(change, stores.ids, principal=ADMIN, name=ENVIRONMENT_TOKEN, expires_at=expires, secret=token)


def _has_signed_in(connection: Connection) -> bool:
    admins = select(t.grant.c.principal).where(t.grant.c.role == "admin", t.grant.c.project == "*")
    used = exists().where(t.login_code.c.principal.in_(admins), t.login_code.c.used_at.isnot(None))
    return bool(connection.execute(select(used)).scalar())


def _add_code(change: Change, principal: str) -> str:
    code = secrets.token_urlsafe(32)
    expires = to_us(change.now + timedelta(minutes=CODE_MINUTES))
    change.execute(
        t.login_code.insert(), [{"sha256": hash_secret(code), "principal": principal, "expires_at": expires}]
    )
    return code
