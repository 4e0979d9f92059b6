"""Events as they happen, over server-sent events: nothing missed, nothing twice, resumable by sequence number."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable

import msgspec
from sqlalchemy import select
from starlette.concurrency import run_in_threadpool

from flyball.core.errors import FlyballError
from flyball.server.stopping import Stopping
from flyball.store.catalog import Catalog
from flyball.store.catalog import tables as t

_PING_S = 15.0
_POLL_S = 0.5
_PAGE = 200


async def event_stream(
    catalog: Catalog, project: str, after: int, *, permit: Callable[[], Awaitable[object]], stopping: Stopping
) -> AsyncIterator[bytes]:
    """The project's events after sequence `after`, until the server stops; a comment every 15 s keeps proxies open.

    `permit` checks credential and right again before each page, so a revoked token's stream ends within a second.
    """
    spoken = time.monotonic()
    yield b"retry: 1000\n\n"
    while not stopping.is_set:
        try:
            await permit()
        except FlyballError:
            return
        events = await run_in_threadpool(_read, catalog, project, after)
        for seq, data in events:
            yield b"id: %d\nevent: flyball\ndata: %s\n\n" % (seq, data)
            after = seq
        if events:
            spoken = time.monotonic()
        elif time.monotonic() - spoken > _PING_S:
            yield b": ping\n\n"
            spoken = time.monotonic()
        if len(events) < _PAGE:
            await asyncio.sleep(_POLL_S)


def _read(catalog: Catalog, chain: str, after: int) -> list[tuple[int, bytes]]:
    columns = (t.event.c.seq, t.event.c.at, t.event.c.actor, t.event.c.kind, t.event.c.ref, t.event.c.outcome)
    query = select(*columns).where(t.event.c.chain == chain, t.event.c.seq > after).order_by(t.event.c.seq).limit(_PAGE)
    with catalog.read() as connection:
        return [(row.seq, msgspec.json.encode(dict(row._mapping))) for row in connection.execute(query)]
