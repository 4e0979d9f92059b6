"""Access tokens: 256 random bits behind a readable prefix, stored only as SHA-256, always expiring."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import Row, select, update

from flyball.core import Ids, from_us, to_us
from flyball.core.errors import BadInput, NotSignedIn
from flyball.governance import tables as t
from flyball.governance.model import NewToken, Token, TokenCreated, principal_ref
from flyball.store.catalog import Catalog, Change

DEFAULT_DAYS = 90
_LONGEST = 200  # characters; longer text is no token of ours and is not worth hashing
_USED_EVERY_US = 60_000_000  # last use is written at most once a minute, so that reading stays reading


class Credential(Struct, frozen=True, kw_only=True):
    """What a valid token or session stands for."""

    principal: str
    scopes: tuple[str, ...] | None
    project: str | None


def new_secret() -> tuple[str, str]:
    """A fresh secret and its readable prefix.

    The system's random source on purpose, not the injected one: that may be seeded, and a guessable token is no token.
    """
    prefix = f"fly_{secrets.token_hex(4)}"
    return f"{prefix}_{secrets.token_urlsafe(32)}", prefix


def hash_secret(secret: str) -> bytes:
    """SHA-256: enough for 256 random bits, which nobody can try out, and 0.3 µs per request.

    >>> hash_secret("fly_x").hex()[:8]
    '7268183a'
    """
    return hashlib.sha256(secret.encode()).digest()


def add_token(
    change: Change,
    ids: Ids,
    *,
    principal: str,
    name: str,
    expires_at: datetime,
    scopes: tuple[str, ...] | None = None,
    project: str | None = None,
    secret: str | None = None,
) -> NewToken:
    """Write a token's row and its event; `secret` is one that was made elsewhere, such as by an installer."""
    if expires_at <= change.now:
        raise BadInput("a token must expire in the future", why=f"it is {change.now.isoformat()} now")
    if secret is None:
        secret, prefix = new_secret()
    else:
        prefix = f"set_{hash_secret(secret).hex()[:8]}"  # not the secret's own letters: people may have chosen them
    token_id = ids.new()
    row = {
        "id": token_id,
        "principal": principal,
        "name": name,
        "prefix": prefix,
        "sha256": hash_secret(secret),
        "scopes": None if scopes is None else " ".join(sorted(scopes)),
        "project": project,
        "created_at": change.now_us,
        "expires_at": to_us(expires_at),
    }
    change.execute(t.token.insert(), [row])
    change.emit(
        TokenCreated(ref=principal_ref(principal), token=token_id, prefix=prefix, scopes=scopes, project=project)
    )
    stored = change.execute(select(t.token).where(t.token.c.id == token_id)).one()
    return NewToken(token=to_token(stored), secret=secret)


def verify_token(catalog: Catalog, secret: str) -> Credential:
    """What the token stands for; `NotSignedIn` says whether it is unknown, revoked, expired or its owner disabled.

    Reads the catalog each time, so a revoked token is refused by every process from the next request on.
    """
    wanted = hash_secret(secret) if len(secret) <= _LONGEST else b""
    joined = t.token.outerjoin(t.principal, t.principal.c.id == t.token.c.principal)
    query = select(t.token, t.principal.c.disabled_at, t.principal.c.id.label("known")).select_from(joined)
    with catalog.read() as connection:
        row = connection.execute(query.where(t.token.c.sha256 == wanted)).one_or_none()
    # The index finds a hash, not a secret, so its timing tells nothing; the comparison is constant-time all the same.
    if row is None or not hmac.compare_digest(bytes(row.sha256), wanted):
        raise NotSignedIn("this token is unknown", hint="flyball token create, or ask an administrator for one")
    now_us = to_us(catalog.clock.now())
    _refuse_invalid(row, now_us)
    if row.last_used_at is None or now_us - row.last_used_at >= _USED_EVERY_US:
        with catalog.change("token.used") as change:
            change.execute(update(t.token).where(t.token.c.id == row.id).values(last_used_at=now_us))
    return Credential(principal=row.principal, scopes=_scopes(row.scopes), project=row.project)


def _refuse_invalid(row: Row[Any], now_us: int) -> None:
    hint = "flyball token create"
    if row.revoked_at is not None:
        raise NotSignedIn(f"the token {row.prefix}… was revoked", why=f"at {from_us(row.revoked_at)}", hint=hint)
    if row.expires_at <= now_us:
        raise NotSignedIn(f"the token {row.prefix}… has expired", why=f"at {from_us(row.expires_at)}", hint=hint)
    if row.disabled_at is not None or row.known is None:
        raise NotSignedIn(f"{row.principal} is disabled", hint="ask an administrator")


def to_token(row: Row[Any]) -> Token:
    """A row of the token table, without its hash."""
    return Token(
        id=row.id,
        principal=row.principal,
        name=row.name,
        prefix=row.prefix,
        scopes=_scopes(row.scopes),
        project=row.project,
        created_at=from_us(row.created_at),
        expires_at=from_us(row.expires_at),
        last_used_at=None if row.last_used_at is None else from_us(row.last_used_at),
        revoked_at=None if row.revoked_at is None else from_us(row.revoked_at),
    )


def _scopes(text: str | None) -> tuple[str, ...] | None:
    return None if text is None else tuple(text.split())
