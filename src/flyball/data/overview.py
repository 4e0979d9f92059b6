"""All datasets at a glance: where each stands and how its last landings ended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, and_, exists, func, select

from flyball.core import from_us
from flyball.data import tables as t
from flyball.data.lookup import to_info, to_version, versions_query
from flyball.data.model import MAIN, DatasetState, Landing
from flyball.data.quarantine import SUFFIX

_LANDINGS = 60
"""So many of the newest are shown."""


def states_of(connection: Connection, rows: Sequence[Row[Any]]) -> list[DatasetState]:
    """One state for each row of a dataset, in their order."""
    landings = {row.id: _landings(connection, row.id) for row in rows}
    refused = _refused(connection, [row.id for row in rows])
    return [
        DatasetState(
            dataset=to_info(connection, row),
            head=_head(connection, row),
            set_aside=_set_aside(connection, row),
            refused=refused[row.id],
            landings=landings[row.id],
        )
        for row in rows
    ]


def _head(connection: Connection, dataset: Row[Any]) -> Any:
    at_main = and_(t.ref.c.dataset_id == t.version.c.dataset_id, t.ref.c.n == t.version.c.n)
    query = versions_query(dataset.id).join(t.ref, at_main).where(t.ref.c.name == MAIN, t.ref.c.kind == "branch")
    row = connection.execute(query).one_or_none()
    return None if row is None else to_version(row, dataset.name)


def _set_aside(connection: Connection, dataset: Row[Any]) -> int:
    """How many rows the quarantine of a dataset holds at its head."""
    joined = t.dataset.join(t.ref, t.ref.c.dataset_id == t.dataset.c.id).join(
        t.version, and_(t.version.c.dataset_id == t.dataset.c.id, t.version.c.n == t.ref.c.n)
    )
    query = select(t.version.c.rows).select_from(joined)
    mine = (t.dataset.c.project == dataset.project, t.dataset.c.name == f"{dataset.name}{SUFFIX}", t.ref.c.name == MAIN)
    return int(connection.execute(query.where(*mine)).scalar() or 0)


def _refused(connection: Connection, ids: Sequence[str]) -> dict[str, int]:
    v = t.validation.c
    query = select(v.dataset_id, func.count()).where(v.dataset_id.in_(ids), v.verdict == "blocked")
    found: dict[str, int] = defaultdict(int)
    found.update((row[0], row[1]) for row in connection.execute(query.group_by(v.dataset_id)))
    return found


def _landings(connection: Connection, dataset_id: str) -> tuple[Landing, ...]:
    """The newest ones, oldest first, each with the names of the checks that failed."""
    v, c = t.validation.c, t.check_result.c
    # A version that was appended and then judged again as a whole landed once; a replacement is always judged whole.
    appended = t.validation.alias("appended")
    of_it = (appended.c.dataset_id == dataset_id, appended.c.digest == v.digest, appended.c.scope == "landed")
    is_again = (v.scope == "whole") & exists().where(*of_it)
    query = select(t.validation).where(v.dataset_id == dataset_id, ~is_again).order_by(v.at.desc(), v.digest)
    rows = connection.execute(query.limit(_LANDINGS)).all()
    failed: dict[tuple[str, int, int], list[str]] = defaultdict(list)
    if rows:
        names = select(t.check_result).where(
            c.dataset_id == dataset_id, c.status == "failed", c.at >= min(row.at for row in rows)
        )
        for found in connection.execute(names.order_by(c.check_name)):
            failed[found.digest, found.suite_version, found.against].append(found.check_name)
    return tuple(
        Landing(
            at=from_us(row.at),
            verdict=row.verdict,
            landed=row.landed,
            quarantined=row.quarantined,
            failed=tuple(failed[row.digest, row.suite_version, row.against]),
        )
        for row in reversed(rows)
    )
