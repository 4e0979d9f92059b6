"""Runs read from the catalog, many at a time with one query per table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from flyball.core import from_us
from flyball.core.errors import NotFound
from flyball.store.catalog import Change
from flyball.tracking import tables as t
from flyball.tracking.model import Entry, Figure, Link, RunInfo, Scalar, Session, figure
from flyball.tracking.params import read_param


def read_runs(connection: Connection, project: str, ids: Sequence[str]) -> list[RunInfo]:
    """The runs of these ids that the project has, in the order asked."""
    query = select(t.run).where(t.run.c.project == project, t.run.c.id.in_(ids))
    rows = {row.id: row for row in connection.execute(query)}
    parts = _Parts(connection, list(rows))
    return [parts.run(rows[id]) for id in ids if id in rows]


def read_run(connection: Connection, project: str, id: str) -> RunInfo:
    """One run; raises `NotFound`."""
    found = read_runs(connection, project, [id])
    if not found:
        raise NotFound(f"there is no run:{id} in project {project}", hint="flyball run list")
    return found[0]


def need_run(change: Change, id: str) -> Any:
    """The run's row, locked against other writers of the same run; raises `NotFound`."""
    change.lock(f"run:{id}")
    row = change.execute(select(t.run).where(t.run.c.id == id, t.run.c.project == change.project)).one_or_none()
    if row is None:
        raise NotFound(f"there is no run:{id} in project {change.project}", hint="start it first")
    return row


class _Parts:
    """What hangs on the runs, by run."""

    def __init__(self, connection: Connection, ids: list[str]) -> None:
        def rows(table: Any, *more: Any) -> list[Any]:
            return list(connection.execute(select(table).where(table.c.run.in_(ids), *more)))

        self.params: dict[str, dict[str, Scalar]] = defaultdict(dict)
        self.tags: dict[str, dict[str, str]] = defaultdict(dict)
        self.metrics: dict[str, dict[str, Figure]] = defaultdict(dict)
        for row in rows(t.run_param):
            self.params[row.run][row.key] = read_param(row)
        for row in rows(t.run_tag):
            self.tags[row.run][row.key] = row.value
        for row in rows(t.run_series, t.run_series.c.context == ""):
            self.metrics[row.run][row.key] = "nan" if row.last_is_nan else figure(row.last)
        self.inputs = _links(rows(t.run_input))
        self.outputs = _links(rows(t.run_output))
        self.sessions = {row.run: msgspec.json.decode(row.doc, type=Session) for row in rows(t.run_session)}

    def run(self, row: Any) -> RunInfo:
        return RunInfo(
            id=row.id,
            experiment=row.experiment,
            name=row.name,
            state=row.state,
            owner=row.owner,
            parent=row.parent,
            started_at=from_us(row.started_at),
            ended_at=None if row.ended_at is None else from_us(row.ended_at),
            notes=row.notes,
            error=row.error,
            entry=None
            if row.entry is None
            else Entry(function=row.entry, params=msgspec.json.decode(row.entry_params or b"{}")),
            session=self.sessions.get(row.id),
            params=dict(sorted(self.params[row.id].items())),
            tags=dict(sorted(self.tags[row.id].items())),
            metrics=dict(sorted(self.metrics[row.id].items())),
            inputs=tuple(self.inputs[row.id]),
            outputs=tuple(self.outputs[row.id]),
        )


def _links(rows: list[Any]) -> dict[str, list[Link]]:
    found: dict[str, list[Link]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.name, row.ref)):
        found[row.run].append(Link(ref=row.ref, name=row.name, digest=row.digest))
    return found
