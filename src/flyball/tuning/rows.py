"""Studies and trials read from the catalog."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Connection, func, select

from flyball.core import from_us
from flyball.core.errors import NotFound
from flyball.tuning import tables as t
from flyball.tuning.model import Space, Study, Trial


def read_study(connection: Connection, project: str, name: str) -> Study:
    """One study with its best trial; raises `NotFound`."""
    row = find_study(connection, project, name)
    if row is None:
        raise NotFound(f"there is no study {name!r}", hint="flyball study list")
    return to_study(connection, row)


def find_study(connection: Connection, project: str, name: str) -> Any:
    """The study's row, or None."""
    query = select(t.study).where(t.study.c.project == project, t.study.c.name == name)
    return connection.execute(query).one_or_none()


def to_study(connection: Connection, row: Any) -> Study:
    """A row as a value, its trials counted."""
    mine = (t.trial.c.project == row.project, t.trial.c.study == row.name)
    counted = select(t.trial.c.state, func.count().label("n")).where(*mine).group_by(t.trial.c.state)
    counts = {found.state: found.n for found in connection.execute(counted)}
    order = t.trial.c.value.desc() if row.direction == "maximize" else t.trial.c.value.asc()
    best = select(t.trial).where(*mine, t.trial.c.state == "complete").order_by(order, t.trial.c.number).limit(1)
    found = connection.execute(best).one_or_none()
    return Study(
        name=row.name,
        direction=row.direction,
        space=msgspec.json.decode(row.space, type=Space),
        seed=row.seed,
        owner=row.owner,
        created_at=from_us(row.created_at),
        trial_count=sum(counts.values()),
        complete_count=counts.get("complete", 0),
        best=None if found is None else to_trial(found),
    )


def to_trial(row: Any) -> Trial:
    """A row as a value."""
    return Trial(
        study=row.study,
        number=row.number,
        state=row.state,
        params=msgspec.json.decode(row.params),
        value=row.value,
        values=msgspec.json.decode(row.reported, type=tuple[tuple[int, float], ...]),
        run=row.run,
        error=row.error,
        started_at=from_us(row.started_at),
        ended_at=None if row.ended_at is None else from_us(row.ended_at),
    )
