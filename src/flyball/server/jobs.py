"""What the scheduler does from time to time, and how often; plug-ins add jobs by entry points of `flyball.jobs`."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Protocol

from sqlalchemy import delete

from flyball.core import Registry, to_us
from flyball.core.operation import Dispatcher
from flyball.governance import tables as governance
from flyball.store import Stores
from flyball.store.catalog import tables as spine

log = logging.getLogger("flyball.jobs")
ANSWERS_KEPT = timedelta(days=8)
"""How long a repeated request gets its first answer; the contract promises seven days."""


class Job(Protocol):
    """One turn of periodic work. May be killed at any point and is simply run again; should return within a minute."""

    def __call__(self, stores: Stores, dispatcher: Dispatcher) -> None: ...


JOBS: Registry[Job] = Registry(
    "jobs",
    {
        "streams.seal": "flyball.server.jobs:seal_streams",
        "catalog.clean": "flyball.server.jobs:clean_catalog",
        "monitors.evaluate": "flyball.monitoring.due:evaluate_due",
    },
)

EVERY_S: dict[str, float] = {"streams.seal": 30.0, "catalog.clean": 3600.0, "monitors.evaluate": 60.0}
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
