"""Which params, metrics and tags there are, and which values they take: for the column tree and for completion."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Integer, Table, distinct, exists, func, literal, select

from flyball.tracking import tables as t
from flyball.tracking.model import RunColumn, RunValue
from flyball.tracking.params import read_param
from flyball.tracking.search.parse import parse_field
from flyball.tracking.search.sql import ATTRIBUTE_COLUMNS, having
from flyball.tracking.search.tree import ATTRIBUTES, TIMES, Entity, Field

MAX_NAMES = 5_000
_TABLES: dict[Entity, Table] = {"metrics": t.run_series, "params": t.run_param, "tags": t.run_tag}
_NEWEST = 2_000
"""Values are offered from so many of the newest runs: completion is asked at every key press."""


def run_columns(connection: Connection, project: str, *, prefix: str) -> list[RunColumn]:
    """Attributes, then metrics, params and tags by name; `prefix` is the beginning of a key or of a whole field."""
    found = [
        RunColumn(field=key, kind="attribute", key=key, type="time" if key in TIMES else _attribute_type(key))
        for key in dict.fromkeys(ATTRIBUTES.values())
    ]
    for entity, table in _TABLES.items():
        found += [_column(connection, entity, table, key) for key in _keys(connection, project, table)]
    return [column for column in found if column.field.startswith(prefix) or column.key.startswith(prefix)]


def run_values(connection: Connection, project: str, *, field: str, prefix: str, limit: int) -> list[RunValue]:
    """The most frequent values of a field among the newest runs, with how many of them have it."""
    wanted = parse_field(field)
    newest = select(t.run.c.id).where(t.run.c.project == project)
    newest = newest.order_by(t.run.c.started_at.desc(), t.run.c.id.desc()).limit(_NEWEST)
    if wanted.entity == "attributes":
        column: Any = ATTRIBUTE_COLUMNS[wanted.key]
        query = select(column.label("text")).where(t.run.c.id.in_(newest))
        kind: Any = literal("str")
    else:
        table = _TABLES[wanted.entity]
        column = {"params": table.c.get("text"), "tags": table.c.get("value")}.get(wanted.entity)
        if column is None:
            return []  # a metric's values are numbers without end
        query = select(column.label("text")).where(table.c.run.in_(newest), *having(table, wanted))
        kind = table.c.kind if wanted.entity == "params" else literal("str")
    query = query.add_columns(kind.label("kind"), func.count().label("n")).where(column.is_not(None))
    if prefix:
        query = query.where(func.lower(column).startswith(prefix.lower(), autoescape=True))
    query = query.group_by(column, kind).order_by(func.count().desc(), column).limit(limit)
    return [RunValue(value=read_param(row), runs=row.n) for row in connection.execute(query)]


def _keys(connection: Connection, project: str, table: Table) -> list[str]:
    """Distinct keys by hopping through the index from one to the next, however many runs there are."""
    hop: Any = select(func.min(table.c.key).label("key")).cte(recursive=True)
    following = select(func.min(table.c.key)).where(table.c.key > hop.c.key).scalar_subquery()
    hop = hop.union_all(select(following).where(hop.c.key.is_not(None)))
    here = exists().where(table.c.key == hop.c.key, t.run.c.id == table.c.run, t.run.c.project == project)
    query = select(hop.c.key).where(hop.c.key.is_not(None), here).order_by(hop.c.key).limit(MAX_NAMES)
    return list(connection.execute(query).scalars())


def _column(connection: Connection, entity: Entity, table: Table, key: str) -> RunColumn:
    kind: Any = {"metrics": "metric", "params": "param", "tags": "tag"}[entity]
    field = str(Field(entity, key))
    if entity != "params":
        return RunColumn(field=field, kind=kind, key=key, type="number" if entity == "metrics" else "text")
    some = select(table.c.number.is_not(None).cast(Integer).label("n")).where(table.c.key == key).limit(100).subquery()
    is_number = connection.execute(select(func.min(some.c.n), func.count(distinct(some.c.n)))).one()[0] == 1
    return RunColumn(field=field, kind=kind, key=key, type="number" if is_number else "text")


def _attribute_type(key: str) -> Any:
    return "number" if key == "duration_s" else "text"
