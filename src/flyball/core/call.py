"""Who is asking, for which project, under which request: the circumstances of one operation."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from msgspec import Struct

LOCAL_PROJECT = "default"


class Principal(Struct, frozen=True, kw_only=True):
    """Somebody or something that may act: `user:ana`, `service:ci`, `system:loop`."""

    id: str
    is_local: bool = False
    """True for the person at the keyboard of an embedded workspace, who owns its files and all in it."""


LOCAL = Principal(id="user:local", is_local=True)
SYSTEM = Principal(id="system:flyball", is_local=True)
"""Acts for the software itself (scheduler, loop, migrations); shown as such in the audit trail."""


class Call(Struct, frozen=True, kw_only=True):
    """One request's circumstances; every operation runs under exactly one."""

    principal: Principal = LOCAL
    project: str = LOCAL_PROJECT
    request_id: str = ""
    idempotency_key: str | None = None
    scopes: tuple[str, ...] | None = None
    """Permissions the credential is limited to; None means all that the principal has."""
    is_embedded: bool = False
    """True when the caller's own process has the stores open, so that objects need no upload."""
    is_bound: bool = False
    """True when the credential is for this project only, whatever else its principal may do."""


_current: ContextVar[Call | None] = ContextVar("flyball_call", default=None)


def current_call() -> Call | None:
    """The call being served, or None outside of any (then the workspace's own default applies)."""
    return _current.get()


@contextmanager
def calling(call: Call) -> Iterator[Call]:
    """Run the block under `call`."""
    token = _current.set(call)
    try:
        yield call
    finally:
        _current.reset(token)
