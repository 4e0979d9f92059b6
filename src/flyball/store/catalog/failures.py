"""Database errors, told as ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import make_url
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, OperationalError

from flyball.core.errors import (
    BadInput,
    Conflict,
    DiskFull,
    FlyballError,
    StoreCorrupt,
    Unavailable,
)

_CORRUPT = ("not a database", "malformed", "database disk image")
_FULL = ("disk is full", "No space left", "could not extend file")
_BUSY = (
    "database is locked",
    "database table is locked",
    "deadlock detected",
    "lock timeout",
)


@contextmanager
def translated(url: str) -> Iterator[None]:
    """Raise `StoreCorrupt`, `DiskFull`, `Unavailable` or `Conflict` for what the database driver raises inside."""
    try:
        yield
    except DBAPIError as error:
        raise explain(error, url) from error
    except OverflowError as error:
        raise BadInput("a number is too large to be stored", why=str(error)) from error


def explain(error: DBAPIError, url: str) -> FlyballError:
    """Our error for the driver's; an unknown one is returned as `Unavailable` with the driver's first line."""
    message = str(error.orig)
    where = make_url(url).render_as_string(hide_password=True)
    first_line = message.strip().splitlines()[0] if message.strip() else type(error.orig).__name__
    if any(sign in message for sign in _CORRUPT):
        return StoreCorrupt(
            f"the catalog {where} is damaged",
            why=first_line,
            hint="flyball backup restore, or flyball doctor",
        )
    if any(sign in message for sign in _FULL):
        return DiskFull(
            f"no space left for the catalog {where}",
            why=first_line,
            hint="free some space; nothing was half-written",
        )
    if any(sign in message for sign in _BUSY):
        return Unavailable(f"the catalog {where} is busy", why=first_line, hint="try again")
    if isinstance(error, DataError):
        return BadInput("a value cannot be stored", why=first_line)
    if isinstance(error, IntegrityError):
        return Conflict(
            "somebody else wrote the same thing at the same moment",
            why=first_line,
            hint="read again and retry",
        )
    if isinstance(error, OperationalError) or error.connection_invalidated:
        return Unavailable(
            f"the catalog {where} does not answer",
            why=first_line,
            hint="check that the database runs",
        )
    raise error
