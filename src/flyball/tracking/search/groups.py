"""Runs that match, grouped by what they have in common: how many, and the mean and spread of their metrics."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, and_, case, func, null, select

from flyball.core.errors import BadInput
from flyball.tracking import tables as t
from flyball.tracking.model import GroupFigure, RunGroup, RunGroups, Scalar
from flyball.tracking.params import read_param
from flyball.tracking.search.parse import parse_field
from flyball.tracking.search.sql import ATTRIBUTE_COLUMNS, having, matching, value_column
from flyball.tracking.search.tree import TIMES, Field

_LARGEST = 1e300
"""Larger values and infinities have no mean here."""
_ABOUT = 1_000
"""Runs from which a column's centre is taken; any number near its values would do."""


def group_runs(
    connection: Connection,
    *,
    project: str,
    now: datetime,
    filter: str,
    by: Sequence[str],
    columns: Sequence[str],
    limit: int,
    skip: int,
) -> RunGroups:
    """Groups, the largest first; missing is a value of its own."""
    source: FromClause = t.run
    fields = [_groupable(text) for text in by]
    keys: list[list[ColumnElement[Any]]] = []
    for field in fields:
        source, key = _key(source, field)
        keys.append(key)
    measured = []
    for text in columns:
        source, value = _measured(source, parse_field(text))
        measured.append(value)
    conditions = matching(project, filter, now=now, dialect=connection.dialect.name)
    centres = _centres(connection, source, conditions, measured)
    flat = [part for key in keys for part in key]
    aggregates = [part for value, centre in zip(measured, centres, strict=True) for part in _moments(value, centre)]
    query = select(*flat, func.count(), *aggregates, func.count().over().label("total"))
    query = query.select_from(source).where(*conditions).group_by(*flat)
    ordered = query.order_by(func.count().desc(), *(part.is_(None) for part in flat), *flat)
    rows = connection.execute(ordered.limit(limit).offset(skip)).all()
    groups = tuple(_group(row, by, fields, columns, centres) for row in rows)
    return RunGroups(groups=groups, total=rows[0].total if rows else 0)


def _groupable(text: str) -> Field:
    field = parse_field(text)
    if field.entity == "metrics" or field.key in TIMES | {"duration_s"}:
        raise BadInput(f"runs are not grouped by {field}", why="nearly every run would be a group of its own")
    return field


def _key(source: FromClause, field: Field) -> tuple[FromClause, list[ColumnElement[Any]]]:
    """The joined source, and the text and kind of the field in it."""
    if field.entity == "attributes":
        return source, [ATTRIBUTE_COLUMNS[field.key], case((ATTRIBUTE_COLUMNS[field.key].is_not(None), "str"))]
    table = (t.run_param if field.entity == "params" else t.run_tag).alias()
    joined = source.outerjoin(table, and_(table.c.run == t.run.c.id, *having(table, field)))
    if field.entity == "params":
        return joined, [table.c.text, table.c.kind]
    return joined, [table.c.value, case((table.c.value.is_not(None), "str"))]


def _measured(source: FromClause, field: Field) -> tuple[FromClause, ColumnElement[Any]]:
    if field.entity == "attributes" and field.key == "duration_s":
        return source, ATTRIBUTE_COLUMNS["duration_s"]
    if field.entity not in {"metrics", "params"}:
        raise BadInput(f"{field} has no mean", why="it is text", hint="ask for metrics, params or duration")
    table = (t.run_series if field.entity == "metrics" else t.run_param).alias()
    joined = source.outerjoin(table, and_(table.c.run == t.run.c.id, *having(table, field)))
    value = value_column(field, table, of_text=False)
    return joined, case((func.abs(value) <= _LARGEST, value), else_=null())


def _centres(
    connection: Connection, source: FromClause, conditions: Sequence[Any], measured: Sequence[ColumnElement[Any]]
) -> list[float]:
    """About the mean of each column: sums of differences from it keep the digits that plain sums of squares lose."""
    if not measured:
        return []
    some = select(*(value.label(f"v{k}") for k, value in enumerate(measured))).select_from(source).where(*conditions)
    values = some.limit(_ABOUT).subquery()
    means = connection.execute(select(*map(func.avg, values.c))).one()
    return [0.0 if mean is None else float(mean) for mean in means]


def _moments(value: ColumnElement[Any], centre: float) -> list[ColumnElement[Any]]:
    gap = value - centre
    return [func.count(value), func.sum(gap), func.sum(gap * gap), func.min(value), func.max(value)]


def _group(
    row: Any, by: Sequence[str], fields: Sequence[Field], columns: Sequence[str], centres: Sequence[float]
) -> RunGroup:
    values: dict[str, Scalar] = {}
    wanted = []
    for k, (text, field) in enumerate(zip(by, fields, strict=True)):
        stored, kind = row[2 * k], row[2 * k + 1]
        values[text] = None if kind is None else read_param(_Stored(stored, kind))
        quoted = "'" + str(stored).replace("'", "''") + "'"
        wanted.append(f"{field} is null" if kind is None else f"{field} = {quoted}")
    start = 2 * len(by) + 1
    figures = {text: _figure(row[start + 5 * k : start + 5 * k + 5], centres[k]) for k, text in enumerate(columns)}
    return RunGroup(by=values, runs=row[start - 1], filter=" and ".join(wanted), figures=figures)


class _Stored:
    def __init__(self, text: str, kind: str) -> None:
        self.text, self.kind = text, kind


def _figure(moments: Sequence[Any], centre: float) -> GroupFigure:
    n, total, squares, low, high = moments
    if not n:
        return GroupFigure(count=0, mean=None, sd=None, min=None, max=None)
    variance = max(0.0, (squares - total * total / n) / (n - 1)) if n > 1 else None
    return GroupFigure(
        count=n,
        mean=centre + total / n,
        sd=None if variance is None else math.sqrt(variance),
        min=low,
        max=high,
    )
