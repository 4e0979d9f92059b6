"""A checked filter as SQL with bound values: each leaf is a set of run ids, or a test of the run's own row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, case, func, not_, null, or_, select

from flyball.tracking import tables as t
from flyball.tracking.search.check import Checked, Group, Leaf, check
from flyball.tracking.search.parse import parse_filter
from flyball.tracking.search.tree import Field

ATTRIBUTE_COLUMNS: dict[str, ColumnElement[Any]] = {
    **{
        name: t.run.c[name]
        for name in ("id", "name", "state", "experiment", "owner", "parent", "started_at", "ended_at", "notes")
    },
    "duration_s": (t.run.c.ended_at - t.run.c.started_at) / 1e6,
}
_TABLES: dict[str, Table] = {"metrics": t.run_series, "params": t.run_param, "tags": t.run_tag}
_COMPARE: dict[str, Callable[[Any, Any], ColumnElement[bool]]] = {
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


def matching(project: str, filter: str, *, now: datetime, dialect: str) -> list[ColumnElement[bool]]:
    """What a run's row must fulfil to be of the project and match the filter; raises `BadInput`."""
    node = parse_filter(filter)
    conditions: list[ColumnElement[bool]] = [t.run.c.project == project]
    return conditions if node is None else [*conditions, _condition(check(node, now), dialect)]


def having(table: Any, field: Field) -> list[ColumnElement[bool]]:
    """The rows of the field's table (or an alias of it) that hold the field, one per run."""
    conditions = [table.c.key == field.key]
    return [*conditions, table.c.context == ""] if field.entity == "metrics" else conditions


def _condition(node: Checked, dialect: str) -> ColumnElement[bool]:
    if isinstance(node, Group):
        parts = [_condition(part, dialect) for part in node.parts]
        return and_(*parts) if node.word == "and" else or_(*parts)
    if node.field.entity == "attributes":
        return _of_column(node, ATTRIBUTE_COLUMNS[node.field.key], dialect)
    return _of_set(node, dialect)


def _of_set(leaf: Leaf, dialect: str) -> ColumnElement[bool]:
    table = _TABLES[leaf.field.entity]
    column = value_column(leaf.field, table, of_text=leaf.of_text or leaf.operator == "null")
    query = select(table.c.run).where(*having(table, leaf.field))
    if leaf.operator == "null":
        there = t.run.c.id.in_(query.where(column.is_not(None)))
        return there if leaf.is_negated else not_(there)
    return t.run.c.id.in_(query.where(_of_column(leaf, column, dialect)))


def value_column(field: Field, table: Any, *, of_text: bool) -> ColumnElement[Any]:
    """The column of the field's table that holds its value."""
    if field.entity == "metrics":
        found: ColumnElement[Any] = table.c[field.aggregate]
    elif field.entity == "params":
        found = table.c.text if of_text else table.c.number
    else:
        found = table.c.value
    return found


def _of_column(leaf: Leaf, column: ColumnElement[Any], dialect: str) -> ColumnElement[bool]:
    found = _compared(leaf, column, dialect)
    return not_(found) if leaf.is_negated else found


def _compared(leaf: Leaf, column: ColumnElement[Any], dialect: str) -> ColumnElement[bool]:
    values = leaf.values
    if leaf.operator == "null":
        return column.is_(None)
    if leaf.operator == "in":
        return column.in_(values)
    if leaf.operator == "between":
        return column.between(values[0], values[1])
    if leaf.operator in {"like", "ilike"}:
        return _like(column, str(values[0]), dialect, ignores_case=leaf.operator == "ilike")
    return _COMPARE[leaf.operator](column, values[0])


def _like(column: ColumnElement[Any], pattern: str, dialect: str, *, ignores_case: bool) -> ColumnElement[bool]:
    if ignores_case:
        return func.lower(column).like(pattern.lower())
    if dialect != "sqlite":
        return column.like(pattern)
    # SQLite's LIKE ignores the case of ASCII letters; its GLOB does not.
    signs = {"%": "*", "_": "?", "*": "[*]", "?": "[?]", "[": "[[]"}
    glob = "".join(signs.get(character, character) for character in pattern)
    return case((column.is_(None), null()), else_=column.op("GLOB")(glob))
