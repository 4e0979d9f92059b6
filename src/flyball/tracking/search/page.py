"""One page of runs that match, with the columns asked for and no others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, func, or_, select

from flyball.core import from_us
from flyball.tracking import tables as t
from flyball.tracking.model import Figure, RunPage, RunRow, Scalar, figure
from flyball.tracking.params import read_param
from flyball.tracking.search.order import Order, from_token, to_token
from flyball.tracking.search.parse import parse_field
from flyball.tracking.search.sql import ATTRIBUTE_COLUMNS, having, matching
from flyball.tracking.search.tree import TIMES, Field

EXACT_TO = 100_000
"""Runs are counted so far; beyond it the answer says "at least"."""
_ALWAYS = ("id", "name", "experiment", "state", "owner", "parent", "started_at", "ended_at")


class RunQuery(Struct, frozen=True, kw_only=True):
    """A search as it is asked for."""

    project: str
    now: datetime
    filter: str
    order_by: tuple[str, ...]
    columns: tuple[str, ...]
    limit: int
    after: str | None
    skip: int
    count: bool


def search_runs(connection: Connection, query: RunQuery) -> RunPage:
    """Runs in order from the place `after`, leaving out `skip` more."""
    order = Order(query.order_by)
    fields = {text: parse_field(text) for text in query.columns}
    conditions = matching(query.project, query.filter, now=query.now, dialect=connection.dialect.name)
    is_of = (query.project, query.filter, query.order_by)
    # Ids and sort values only: sorting is cheap while rows are short, and what is shown is read for one page.
    page = select(t.run.c.id, *(term for term, _ in order.terms)).select_from(order.source).where(*conditions)
    if query.after is not None:
        page = page.where(order.behind(from_token(is_of, query.after, len(order.terms))))
    found = connection.execute(page.order_by(*order.by).limit(query.limit + 1).offset(query.skip)).all()
    rows, is_last = found[: query.limit], len(found) <= query.limit
    total = _count(connection, conditions) if query.count else None
    return RunPage(
        rows=_rows(connection, [row[0] for row in rows], fields),
        next=None if is_last else to_token(is_of, rows[-1][1:]),
        total=None if total is None else min(total, EXACT_TO),
        is_exact=total is None or total <= EXACT_TO,
    )


def _rows(connection: Connection, ids: Sequence[str], fields: dict[str, Field]) -> tuple[RunRow, ...]:
    values = _values(connection, ids, fields)
    query = select(*(t.run.c[name] for name in _ALWAYS)).where(t.run.c.id.in_(ids))
    found = {row.id: row for row in connection.execute(query)} if ids else {}
    return tuple(_row(found[id], values[id]) for id in ids)


def _row(row: Any, values: dict[str, Scalar | Figure]) -> RunRow:
    times = {"started_at": from_us(row.started_at), "ended_at": None if row.ended_at is None else from_us(row.ended_at)}
    return RunRow(**{**row._mapping, **times}, values=values)


def _count(connection: Connection, conditions: Sequence[Any]) -> int:
    some = select(t.run.c.id).where(*conditions).limit(EXACT_TO + 1).subquery()
    return int(connection.execute(select(func.count()).select_from(some)).scalar_one())


def _values(
    connection: Connection, runs: Sequence[str], fields: dict[str, Field]
) -> dict[str, dict[str, Scalar | Figure]]:
    found: dict[str, dict[str, Scalar | Figure]] = defaultdict(dict)
    tables = {"metrics": t.run_series, "params": t.run_param, "tags": t.run_tag}
    for entity, table in tables.items():
        wanted = {text: field for text, field in fields.items() if field.entity == entity}
        if not wanted or not runs:
            continue
        keys = or_(*(having(table, field)[0] for field in wanted.values()))
        query = select(table).where(table.c.run.in_(runs), keys)
        rows = connection.execute(query.where(table.c.context == "") if entity == "metrics" else query).all()
        for text, field in wanted.items():
            for row in rows:
                if row.key == field.key and (value := _value(field, row)) is not _MISSING:
                    found[row.run][text] = value
    of_run = {text: field.key for text, field in fields.items() if field.entity == "attributes"}
    if of_run and runs:
        asked = [ATTRIBUTE_COLUMNS[key].label(f"c{k}") for k, key in enumerate(of_run.values())]
        for row in connection.execute(select(t.run.c.id, *asked).where(t.run.c.id.in_(runs))):
            for text, key, value in zip(of_run, of_run.values(), row[1:], strict=True):
                if value is not None:
                    found[row.id][text] = from_us(value).isoformat() if key in TIMES else value
    return found


_MISSING: Any = object()


def _value(field: Field, row: Any) -> Any:
    if field.entity == "params":
        return read_param(row)
    if field.entity == "tags":
        return row.value
    value = row._mapping[field.aggregate]  # row.count is a tuple method
    if value is None:
        return "nan" if field.aggregate == "last" and row.last_is_nan else _MISSING
    return figure(value)
