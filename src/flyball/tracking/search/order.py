"""A total order of runs by several keys, and the place in it where a page ends."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, case, or_

from flyball.core import digest
from flyball.core.errors import BadInput
from flyball.tracking import tables as t
from flyball.tracking.search.parse import parse_field
from flyball.tracking.search.sql import ATTRIBUTE_COLUMNS, having, value_column
from flyball.tracking.search.tree import Field

_NULLABLE = frozenset({"parent", "ended_at", "duration_s"})


class Order:
    """What to sort by, made of expressions that a page token can repeat.

    Each key is a rank (0 = has a value, larger = NaN, text among numbers, missing: always last) and the value itself.
    Ties end with the newest id first, so that the order is total.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        self.source: FromClause = t.run
        self.terms: list[tuple[ColumnElement[Any], bool]] = []
        seen: set[Field] = set()
        for key in keys:
            field = parse_field(key.removeprefix("-"))
            if field in seen:
                raise BadInput(f"{field} is ordered by twice", hint="leave one of them out")
            seen.add(field)
            self._add(field, descending=key.startswith("-"))
        if Field("attributes", "id") not in seen:
            self.terms.append((t.run.c.id, True))

    @property
    def by(self) -> list[ColumnElement[Any]]:
        """For ORDER BY."""
        return [term.desc() if descending else term.asc() for term, descending in self.terms]

    def behind(self, place: Sequence[Any]) -> ColumnElement[bool]:
        """Whether a run stands behind a place, given by the value of every term there."""
        further = []
        for k, (term, descending) in enumerate(self.terms):
            if place[k] is None:  # the rank before it says that every run of this rank has none
                continue
            equal = [self.terms[i][0] == place[i] for i in range(k) if place[i] is not None]
            further.append(and_(*equal, term < place[k] if descending else term > place[k]))
        first, descending = self.terms[0]
        if place[0] is None:
            return or_(*further)
        # Implied by the rest; it lets an index on the first term start where the page before ended.
        return and_(first <= place[0] if descending else first >= place[0], or_(*further))

    def _add(self, field: Field, *, descending: bool) -> None:
        if field.entity == "attributes":
            column = ATTRIBUTE_COLUMNS[field.key]
            if field.key in _NULLABLE:
                self.terms.append((case((column.is_not(None), 0), else_=2), False))
            self.terms.append((column, descending))
            return
        table = {"metrics": t.run_series, "params": t.run_param, "tags": t.run_tag}[field.entity].alias()
        self.source = self.source.outerjoin(table, and_(table.c.run == t.run.c.id, *having(table, field)))
        value = value_column(field, table, of_text=False)
        self.terms.append((case((value.is_not(None), 0), (table.c.run.is_not(None), 1), else_=2), False))
        self.terms.append((value, descending))
        if field.entity == "params":
            self.terms.append((case((table.c.number.is_(None), table.c.text)), descending))


def to_token(query: Sequence[Any], place: Sequence[Any]) -> str:
    """The end of a page as a text that belongs to one query."""
    body = json.dumps([digest(query)[:12], list(place)], separators=(",", ":"))
    return base64.urlsafe_b64encode(body.encode()).decode().rstrip("=")


def from_token(query: Sequence[Any], token: str, terms: int) -> list[Any]:
    """The place a token names; `BadInput` when it is not one of this query."""
    try:
        found = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
        of, place = found
        is_ours = of == digest(query)[:12] and len(place) == terms and all(map(_is_scalar, place))
    except (ValueError, TypeError, RecursionError):
        is_ours, place = False, []
    if not is_ours:
        raise BadInput("the page cannot go on there", why="`after` is no `next` of this filter and order")
    return list(place)


def _is_scalar(value: object) -> bool:
    return value is None or isinstance(value, str | float | int)
