"""Begin a run, once, however often the request arrives."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import select

from flyball.core import to_us
from flyball.core.errors import AlreadyExists, NotFound
from flyball.store.catalog import Change, insert_ignore
from flyball.tracking import tables as t
from flyball.tracking.events import RunStarted
from flyball.tracking.model import Entry


def start_run(
    change: Change,
    id: str,
    *,
    experiment: str,
    name: str,
    parent: str | None,
    notes: str,
    started_at: datetime | None,
    entry: Entry | None,
) -> bool:
    """Write the run's row and event; False when it was there already. Raises `AlreadyExists` for another run's id."""
    change.lock(f"run:{id}")
    if parent is not None:
        _need_parent(change, parent)
    found = change.execute(select(t.run).where(t.run.c.id == id)).one_or_none()
    if found is not None:
        _same_run(found, change, experiment)
        return False
    row = {"project": change.project, "name": experiment, "created_at": change.now_us}
    change.execute(insert_ignore(change.connection, t.experiment), [row])
    change.execute(
        t.run.insert(),
        [
            {
                "id": id,
                "project": change.project,
                "experiment": experiment,
                "name": name,
                "owner": change.call.principal.id,
                "parent": parent,
                "state": "running",
                "started_at": to_us(started_at) if started_at else change.now_us,
                "ended_at": None,
                "notes": notes,
                "error": "",
                "entry": entry.function if entry else None,
                "entry_params": msgspec.json.encode(entry.params) if entry else None,
            }
        ],
    )
    started = RunStarted(ref=f"run:{id}", experiment=experiment, name=name, entry=entry.function if entry else "")
    change.emit(started)
    return True


def _need_parent(change: Change, parent: str) -> None:
    query = select(t.run.c.id).where(t.run.c.id == parent, t.run.c.project == change.project)
    if change.execute(query).one_or_none() is None:
        raise NotFound(f"the parent run:{parent} does not exist in project {change.project}")


def _same_run(found: Any, change: Change, experiment: str) -> None:
    mine = (change.project, experiment, change.call.principal.id)
    if (found.project, found.experiment, found.owner) != mine:
        raise AlreadyExists(f"the id {found.id} belongs to another run", hint="let the client make a new id")
