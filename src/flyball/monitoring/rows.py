"""Between rows of the catalog and monitors with their windows."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, select

from flyball.core import from_us, to_us
from flyball.core.errors import NotFound
from flyball.monitoring import tables as t
from flyball.monitoring.model import Baseline, Monitor, MonitorSpec, Window
from flyball.store.catalog import Change, insert_replace


def find_monitor_row(connection: Connection, project: str, name: str) -> Row[Any] | None:
    """The row of a monitor, if there is one."""
    query = select(t.monitor).where(t.monitor.c.project == project, t.monitor.c.name == name)
    return connection.execute(query).one_or_none()


def monitor_row(connection: Connection, project: str, name: str) -> Row[Any]:
    """The row of a monitor; `NotFound` names the command that makes one."""
    row = find_monitor_row(connection, project, name)
    if row is None:
        raise NotFound(f"there is no monitor {name!r}", hint="flyball monitor list")
    return row


def to_monitor(row: Row[Any]) -> Monitor:
    """A row of the monitor table."""
    return Monitor(
        name=row.name,
        version=row.version,
        spec=msgspec.json.decode(row.spec, type=MonitorSpec),
        reference=row.reference,
        baseline=None if row.baseline is None else msgspec.json.decode(row.baseline, type=Baseline),
        updated_at=from_us(row.updated_at),
    )


def put_window(change: Change, window: Window) -> None:
    """Keep a window's evaluation, instead of an earlier one of the same period."""
    key = ("project", "monitor", "start_at", "end_at")
    row = {
        "project": change.project, "monitor": window.monitor, "monitor_version": window.monitor_version,
        "start_at": to_us(window.start), "end_at": to_us(window.end), "rows": window.rows, "labelled": window.labelled,
        "alarms": sum(finding.alarm for finding in window.findings), "body": msgspec.json.encode(window),
        "evaluated_at": to_us(window.evaluated_at),
    }  # fmt: skip
    change.execute(insert_replace(change.connection, t.window, key), [row])


def newest_windows(
    connection: Connection, project: str, monitor: str, *, limit: int, before: datetime | None = None
) -> list[Window]:
    """Windows by their end, the newest first; of those that end before a moment."""
    c = t.window.c
    query = select(c.body).where(c.project == project, c.monitor == monitor)
    if before is not None:
        query = query.where(c.end_at < to_us(before))
    rows = connection.execute(query.order_by(c.end_at.desc(), c.start_at.desc()).limit(limit))
    return [msgspec.json.decode(row.body, type=Window) for row in rows]
