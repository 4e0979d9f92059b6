"""One definition, one computation: the features of a service at given moments, from the rows of its sources.

Training reads the rows from datasets, serving from the online store; both then come here, so they cannot differ.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from functools import lru_cache

import numpy as np
import pyarrow as pa

from flyball.core.errors import BadInput
from flyball.features.arrow import column_of
from flyball.features.kernel import (
    Aggregation,
    AsofRule,
    Column,
    EventRows,
    Expression,
    LabelRows,
    NumpyPointInTimeJoin,
    Window,
    aggregate_windows,
    evaluate,
)
from flyball.features.kernel.columns import Int64Array
from flyball.features.kernel.windows import AsOf
from flyball.features.model import Aggregate, Latest, Member, ServiceVersion, ViewVersion

_SECOND_US = 1_000_000


def columns_read(view: ViewVersion) -> tuple[str, ...]:
    """The source columns a view's features are made of, sorted."""
    read = {f.column for f in view.view.features if f.column} | {
        f.where for f in view.view.features if isinstance(f, Aggregate) and f.where
    }
    return tuple(sorted(read))


def reach_us(view: ViewVersion) -> int | None:
    """How far back from T the view looks; None if one of its features covers the whole life."""
    reach = 0
    for feature in view.view.features:
        seconds = view.view.ttl_s if isinstance(feature, Latest) else feature.window_s
        if seconds is None:
            return None
        reach = max(reach, seconds * _SECOND_US)
    return reach


def member_keys(member: Member, view: ViewVersion) -> tuple[str, ...]:
    """Which request columns name the entity."""
    return member.keys or view.view.keys


def view_features(view: ViewVersion, events: EventRows, entity: Int64Array, at: Int64Array) -> dict[str, Column]:
    """A view's features for entities at moments, in the order of the question."""
    labels = LabelRows(entity, at)
    as_of: AsOf = "event" if view.source.known is None else "available"
    found: dict[str, Column] = {}
    windows = [_aggregation(f) for f in view.view.features if isinstance(f, Aggregate)]
    if windows:
        found |= aggregate_windows(events, labels, windows, as_of=as_of)
    latest = [f for f in view.view.features if isinstance(f, Latest)]
    if latest:
        ttl_us = None if view.view.ttl_s is None else view.view.ttl_s * _SECOND_US
        rule = AsofRule(ttl_us=ttl_us, as_of=as_of)
        matches = NumpyPointInTimeJoin().join(labels, events, rule)
        found |= {f.name: events.columns[f.column].take(matches.row) for f in latest}
    return {f.name: found[f.name] for f in view.view.features}


def finish(service: ServiceVersion, request: pa.Table, found: Mapping[str, Column]) -> dict[str, Column]:
    """Add what the request brings and the expressions, and put the outputs in their order."""
    columns = dict(found)
    for name in service.service.request:
        if name in columns:
            raise BadInput(f"the request column {name!r} has the name of a feature", hint="give the member a prefix")
        columns[name] = column_of(request, name, needed_by=service.ref)
    expressions = _expressions(service.service.expressions)
    needed = {name for e in expressions for name in e.inputs} - set(columns) - {e.name for e in expressions}
    helpers = {name: column_of(request, name, needed_by=service.ref) for name in sorted(needed)}
    columns |= evaluate(expressions, {**columns, **helpers})
    wanted = service.service.outputs or tuple(columns)
    missing = [name for name in wanted if name not in columns]
    if missing:
        raise BadInput(f"{service.ref} has no feature {missing[0]!r}", why=f"it has {', '.join(columns)}")
    return {name: _as_number(columns[name]) for name in wanted}


def prefixed(member: Member, columns: Mapping[str, Column]) -> dict[str, Column]:
    """The member's features under the names they have in the service."""
    return {f"{member.prefix}{name}": column for name, column in columns.items()}


def _aggregation(feature: Aggregate) -> Aggregation:
    length = None if feature.window_s is None else feature.window_s * _SECOND_US
    return Aggregation(
        name=feature.name,
        kind=feature.kind,
        column=feature.column,
        where=feature.where,
        window=Window(length_us=length),
    )


@lru_cache(maxsize=256)
def _expressions(targets: tuple[str, ...]) -> tuple[Expression, ...]:
    return tuple(_expression(target) for target in targets)


def _expression(target: str) -> Expression:
    module, _, attribute = target.partition(":")
    try:
        part = getattr(importlib.import_module(module), attribute)
    except (ImportError, AttributeError) as error:
        raise BadInput(f"the expression {target!r} cannot be imported", why=str(error)) from error
    if not isinstance(part, Expression):
        raise BadInput(f"{target!r} is no Expression", why=f"it is a {type(part).__name__}")
    return part


def _as_number(column: Column) -> Column:
    if column.values.dtype.kind in "ib":
        return Column(column.values.astype(np.float64), column.valid)
    return column
