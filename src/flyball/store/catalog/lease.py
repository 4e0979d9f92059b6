"""Leases: one holder at a time for a piece of work, and a fencing token that is checked inside every write.

A holder that was paused for any time cannot write after its lease has passed on: its writes compare the token in their
own transaction. Time comes from the database server where there is one, else from this machine's clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from typing import TYPE_CHECKING

from msgspec import Struct
from sqlalchemy import select, text, update

from flyball.core.errors import LeaseLost
from flyball.store.catalog import tables as t
from flyball.store.catalog.change import Change
from flyball.store.catalog.upsert import insert_replace

if TYPE_CHECKING:
    from flyball.store.catalog.base import Catalog

_MICROSECOND = timedelta(microseconds=1)


class Lease(Struct, frozen=True, kw_only=True):
    """Somebody's right to do a named piece of work; `token` grows each time the work changes hands."""

    name: str
    holder: str
    token: int
    until_us: int


_held: ContextVar[Lease | None] = ContextVar("flyball_lease", default=None)


def acquire(catalog: Catalog, name: str, *, holder: str, lasts: timedelta) -> Lease | None:
    """Take or prolong a lease; None while somebody else has it."""
    with catalog.change("lease.acquire") as change:
        change.lock(f"lease:{name}")
        row = change.execute(select(t.lease).where(t.lease.c.name == name)).one_or_none()
        now_us = _now_us(change)
        if row is not None and row.holder != holder and row.until > now_us:
            return None
        is_mine = row is not None and row.holder == holder and row.until > now_us
        token = 1 if row is None else row.token if is_mine else row.token + 1
        lease = Lease(name=name, holder=holder, token=token, until_us=now_us + lasts // _MICROSECOND)
        values = {"name": name, "holder": holder, "token": token, "until": lease.until_us}
        change.execute(insert_replace(change.connection, t.lease, ["name"]), [values])
    return lease


def release(catalog: Catalog, lease: Lease) -> None:
    """Let somebody else have it at once; nothing happens if it has passed on already."""
    mine = (t.lease.c.name == lease.name, t.lease.c.token == lease.token, t.lease.c.holder == lease.holder)
    with catalog.change("lease.release") as change:
        change.execute(update(t.lease).where(*mine).values(until=0))


@contextmanager
def held(lease: Lease) -> Iterator[None]:
    """Every change made in the block fails with `LeaseLost` once the lease is over."""
    mark = _held.set(lease)
    try:
        yield
    finally:
        _held.reset(mark)


def check_held(change: Change) -> None:
    """Raise `LeaseLost` if the change runs under a lease that is over; the row stays locked until the change ends."""
    lease = _held.get()
    if lease is None:
        return
    row = change.execute(select(t.lease).where(t.lease.c.name == lease.name).with_for_update()).one_or_none()
    if row is None or row.token != lease.token or row.until <= _now_us(change):
        raise LeaseLost(f"the lease on {lease.name} is over", why="it was not prolonged in time; somebody else goes on")


def _now_us(change: Change) -> int:
    if change.connection.dialect.name != "postgresql":
        return change.now_us
    us = change.execute(text("SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint")).scalar()
    return int(us or 0)
