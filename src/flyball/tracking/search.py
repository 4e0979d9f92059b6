"""A parsed filter as SQL with bound values, and pages of runs in a total order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, not_, null, or_, select

from flyball.core import to_us
from flyball.core.errors import BadInput
from flyball.tracking import tables as t
from flyball.tracking.filter import Ago, Both, Field, Node, Not, Test, Value, parse_field, parse_filter

_COLUMNS: dict[str, ColumnElement[Any]] = {
    "id": t.run.c.id,
    "name": t.run.c.name,
    "state": t.run.c.state,
    "status": t.run.c.state,
    "experiment": t.run.c.experiment,
    "owner": t.run.c.owner,
    "parent": t.run.c.parent,
    "started_at": t.run.c.started_at,
    "created": t.run.c.started_at,
    "ended_at": t.run.c.ended_at,
    "duration_s": (t.run.c.ended_at - t.run.c.started_at) / 1e6,
    "notes": t.run.c.notes,
}
_TIMES = frozenset({"started_at", "created", "ended_at"})
_COMPARE: dict[str, Callable[[Any, Any], ColumnElement[bool]]] = {
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


def find_runs(
    connection: Connection, *, project: str, now: datetime, filter: str, order: str, limit: int, after: str | None
) -> list[str]:
    """Ids of the runs that match, in order; `after` is the last id of the page before.

    The order is one field, `-` in front for descending; runs without a value come last either way, ties newest first.
    """
    is_descending = order.startswith("-")
    field = parse_field(order.removeprefix("-"))
    value = _order_value(field)
    query = select(t.run.c.id).where(t.run.c.project == project)
    node = parse_filter(filter)
    if node is not None:
        query = query.where(_condition(node, now, connection.dialect.name))
    if after is not None:
        query = query.where(_behind(connection, value, after, project, is_descending))
    is_missing = case((value.is_(None), 1), else_=0)
    query = query.order_by(is_missing, value.desc() if is_descending else value.asc(), t.run.c.id.desc())
    return list(connection.execute(query.limit(limit)).scalars())


def _order_value(field: Field) -> ColumnElement[Any]:
    if field.entity != "params":
        return _column(field, of_text=field.entity == "tags")
    return _column(field, of_text=False)


def _behind(
    connection: Connection, value: ColumnElement[Any], after: str, project: str, is_descending: bool
) -> ColumnElement[bool]:
    query = select(value.label("value")).select_from(t.run).where(t.run.c.id == after, t.run.c.project == project)
    last = connection.execute(query).one_or_none()
    if last is None:
        raise BadInput(f"the page cannot go on after {after!r}", why="there is no such run in this project")
    if last.value is None:
        return and_(value.is_(None), t.run.c.id < after)
    further = value < last.value if is_descending else value > last.value
    return or_(further, and_(value == last.value, t.run.c.id < after), value.is_(None))


def _condition(node: Node, now: datetime, dialect: str) -> ColumnElement[bool]:
    if isinstance(node, Not):
        return not_(_condition(node.of, now, dialect))
    if isinstance(node, Both):
        parts = [_condition(part, now, dialect) for part in node.parts]
        return and_(*parts) if node.word == "and" else or_(*parts)
    return _test(node, now, dialect)


def _test(test: Test, now: datetime, dialect: str) -> ColumnElement[bool]:
    values = [_bound(test.field, value, now) for value in test.values]
    of_text = any(isinstance(value, str) for value in values)
    column = _column(test.field, of_text=of_text or test.operator == "null")
    if test.operator == "null":
        return column.is_(None)
    if test.operator == "in":
        return column.in_(values)
    if test.operator == "between":
        return column.between(values[0], values[1])
    if test.operator in {"like", "ilike"}:
        return _like(column, values[0], dialect, ignores_case=test.operator == "ilike")
    return _COMPARE[test.operator](column, values[0])


def _column(field: Field, *, of_text: bool) -> ColumnElement[Any]:
    """The field as a scalar subquery: NULL when the run lacks it, which makes every comparison unknown."""
    if field.entity == "metrics":
        series = t.run_series
        query: Select[Any] = select(series.c[field.aggregate]).where(
            series.c.run == t.run.c.id, series.c.key == field.key, series.c.context == ""
        )
    elif field.entity == "params":
        param = t.run_param
        query = select(param.c.text if of_text else param.c.number)
        query = query.where(param.c.run == t.run.c.id, param.c.key == field.key)
    elif field.entity == "tags":
        query = select(t.run_tag.c.value).where(t.run_tag.c.run == t.run.c.id, t.run_tag.c.key == field.key)
    else:
        return _COLUMNS[field.key]
    return query.correlate(t.run).scalar_subquery()


def _bound(field: Field, value: Value, now: datetime) -> str | float | int:
    is_time = field.entity == "attributes" and field.key in _TIMES
    if isinstance(value, Ago):
        if not is_time:
            raise BadInput(f"{field.key} is no time", why="a value such as -7d goes with started_at or ended_at")
        return to_us(now) - int(value.seconds * 1e6)
    if is_time:
        return _time(value)
    wants_number = field.entity == "metrics" or field.key == "duration_s"
    if wants_number and isinstance(value, str):
        raise BadInput(f"{field.entity}.{field.key} is a number", why=f"it is compared with the text {value!r}")
    if not wants_number and field.entity != "params" and not isinstance(value, str):
        raise BadInput(
            f"{field.entity}.{field.key} is text", why=f"it is compared with the number {value:g}", hint="quote it"
        )
    return value


def _time(value: str | float) -> int:
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError as error:
        raise BadInput(f"{value!r} is no time", hint="write '2013-01-31' or '2013-01-31T12:00:00Z', or -7d") from error
    return to_us(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def _like(column: ColumnElement[Any], pattern: Any, dialect: str, *, ignores_case: bool) -> ColumnElement[bool]:
    if not isinstance(pattern, str):
        raise BadInput("LIKE compares with text", hint="quote the pattern")
    if ignores_case:
        return func.lower(column).like(pattern.lower())
    if dialect != "sqlite":
        return column.like(pattern)
    # SQLite's LIKE ignores the case of ASCII letters; its GLOB does not.
    signs = {"%": "*", "_": "?", "*": "[*]", "?": "[?]", "[": "[[]"}
    glob = "".join(signs.get(character, character) for character in pattern)
    return case((column.is_(None), null()), else_=column.op("GLOB")(glob))
