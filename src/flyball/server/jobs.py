"""What the scheduler does from time to time, and how often; plug-ins add jobs by entry points of `flyball.jobs`."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Protocol

from sqlalchemy import delete, func, select

from flyball.core import SYSTEM, Call, Registry, calling, to_us
from flyball.core.errors import FlyballError
from flyball.core.operation import Dispatcher
from flyball.governance import tables as governance
from flyball.governance.audit import Audit
from flyball.loop.tables import loop
from flyball.store import Stores
from flyball.store.catalog import tables as spine
from flyball.workspace import Workspace

log = logging.getLogger("flyball.jobs")
ANSWERS_KEPT = timedelta(days=8)
"""How long a repeated request gets its first answer; the contract promises seven days."""


class Job(Protocol):
    """One turn of periodic work, under a lease. May be killed at any point and is simply run again."""

    def __call__(self, stores: Stores, dispatcher: Dispatcher) -> None: ...


JOBS: Registry[Job] = Registry(
    "jobs",
    {
        "streams.seal": "flyball.server.jobs:seal_streams",
        "catalog.clean": "flyball.server.jobs:clean_catalog",
        "audit.checkpoint": "flyball.server.jobs:sign_chains",
        "monitors.evaluate": "flyball.monitoring.due:evaluate_due",
        "loops.tick": "flyball.server.jobs:tick_loops",
    },
)

EVERY_S: dict[str, float] = {
    "streams.seal": 30.0,
    "catalog.clean": 3600.0,
    "audit.checkpoint": 60.0,
    "monitors.evaluate": 60.0,
    "loops.tick": 300.0,  # every look is a decision that is kept
}
"""Seconds from one turn to the next; jobs that are not listed run every five."""
DEFAULT_EVERY_S = 5.0


def seal_streams(stores: Stores, _dispatcher: Dispatcher) -> None:
    """Turn open stream segments into Parquet where they are many, large or old."""
    for stream in stores.streams.list():
        sealed = stores.streams.seal_if_due(stream)
        if sealed is not None:
            log.info("sealed", extra={"stream": stream, "rows": sealed.rows})


def clean_catalog(stores: Stores, _dispatcher: Dispatcher) -> None:
    """Forget what has served its time: answers to repeated requests, used login codes, sessions that are over."""
    now = stores.clock.now()
    with stores.catalog.change("catalog.clean") as change:
        change.execute(delete(spine.idempotency).where(spine.idempotency.c.at < to_us(now - ANSWERS_KEPT)))
        for table in (governance.login_code, governance.session):
            change.execute(delete(table).where(table.c.expires_at < to_us(now - timedelta(days=1))))


def sign_chains(stores: Stores, dispatcher: Dispatcher) -> None:
    """Sign how far each project's chain has come, where it has come further since the last time."""
    ends = func.max(governance.checkpoint.c.size).label("size")
    last = select(governance.checkpoint.c.chain, ends).group_by(governance.checkpoint.c.chain).subquery()
    head = spine.chain_head
    query = select(head.c.chain).outerjoin(last, last.c.chain == head.c.chain)
    with stores.catalog.read() as connection:
        behind = list(connection.scalars(query.where(head.c.seq > func.coalesce(last.c.size, 0))))
    for chain in behind:
        with calling(Call(principal=SYSTEM, project=chain)):
            Audit(stores, dispatcher).checkpoint()


def tick_loops(stores: Stores, dispatcher: Dispatcher) -> None:
    """Let every loop decide once; one that fails does not hold up the others."""
    from flyball.loop import LoopEngine, RoomStages

    with stores.catalog.read() as connection:
        found = connection.execute(select(loop.c.project, loop.c.name).order_by(loop.c.project, loop.c.name)).all()
    for project, name in found:
        home = Workspace(project=project, stores=stores)
        try:
            with calling(Call(principal=SYSTEM, project=project)):
                LoopEngine(home.loops, RoomStages(home), stores.clock).tick(name)
        except FlyballError as error:
            log.error("a loop failed", extra={"loop": f"{project}/{name}", "code": error.code, "why": str(error)})
