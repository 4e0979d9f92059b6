"""The scheduler's part: evaluate the newest complete window of every monitor, once its rows have had time to arrive."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from flyball.core import SYSTEM, Call, calling
from flyball.core.errors import FlyballError
from flyball.core.operation import Dispatcher
from flyball.monitoring import tables as t
from flyball.monitoring.model import Monitor
from flyball.monitoring.rows import newest_windows, to_monitor
from flyball.monitoring.service import Monitors
from flyball.serving.streams import prediction_stream
from flyball.store import Stores

log = logging.getLogger("flyball.monitoring")
LATENESS = timedelta(minutes=5)
_MONDAY = datetime(1970, 1, 5, tzinfo=UTC)


def evaluate_due(stores: Stores, dispatcher: Dispatcher) -> None:
    """One turn. A window without predictions is left out, so that monitors of stopped deployments stay silent."""
    with stores.catalog.read() as connection:
        rows = connection.execute(select(t.monitor).order_by(t.monitor.c.project, t.monitor.c.name)).all()
    for row in rows:
        monitor = to_monitor(row)
        period = newest_period(monitor.spec.window_hours, stores.clock.now())
        if period is None or not _is_due(stores, row.project, monitor, *period):
            continue
        with calling(Call(principal=SYSTEM, project=row.project)):
            try:
                Monitors(stores, dispatcher).evaluate(monitor.name, start=period[0], end=period[1])
            except FlyballError as error:  # the next monitor's data may be whole
                log.error("a window failed", extra={"monitor": monitor.name, "code": error.code, "why": str(error)})


def newest_period(window_hours: int | None, now: datetime) -> tuple[datetime, datetime] | None:
    """The last period of so many hours that ended `LATENESS` or longer ago, counted from a Monday.

    >>> newest_period(168, datetime(2013, 3, 13, 12, tzinfo=UTC))[1].isoformat()
    '2013-03-11T00:00:00+00:00'
    """
    if window_hours is None:
        return None
    length = timedelta(hours=window_hours)
    end = _MONDAY + (now - LATENESS - _MONDAY) // length * length
    return end - length, end


def _is_due(stores: Stores, project: str, monitor: Monitor, start: datetime, end: datetime) -> bool:
    with stores.catalog.read() as connection:
        newest = newest_windows(connection, project, monitor.name, limit=1)
    if newest and newest[0].end >= end:
        return False
    stream = prediction_stream(project, monitor.spec.deployment)
    return bool(stores.streams.scan(stream, start=start, end=end, columns=["ts"]).num_rows)
