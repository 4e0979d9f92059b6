"""From what was written to what it means: values take the type of their field, and negations move to the leaves.

In three-valued logic `NOT` of an unknown comparison is unknown, so a negated comparison still wants a value that is
there. Once every negation stands at a leaf, "true" is all that matters, and each leaf is the set of runs it is true of.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal

from msgspec import Struct

from flyball.core import to_us
from flyball.core.errors import BadInput
from flyball.tracking.search.parse import unreadable
from flyball.tracking.search.tree import TIMES, Ago, Field, Node, Not, Operator, Test, Value

Bound = str | float | int


class Leaf(Struct, frozen=True):
    """One comparison with values that fit its field; `is_negated` runs have the value, and it compares otherwise."""

    field: Field
    operator: Operator
    values: tuple[Bound, ...]
    is_negated: bool

    @property
    def of_text(self) -> bool:
        """Whether params are compared as text rather than as numbers."""
        return self.operator in {"like", "ilike"} or any(isinstance(value, str) for value in self.values)


class Group(Struct, frozen=True):
    """All or any of the parts."""

    word: Literal["and", "or"]
    parts: tuple[Checked, ...]


Checked = Leaf | Group


def check(node: Node, now: datetime, *, is_negated: bool = False) -> Checked:
    """The tree with bound values and without NOT; `BadInput` names the position of a value that does not fit."""
    if isinstance(node, Not):
        return check(node.of, now, is_negated=not is_negated)
    if isinstance(node, Test):
        values = tuple(_bound(node, value, now) for value in node.values)
        if node.field.entity == "params" and any(isinstance(value, str) for value in values):
            values = tuple(_text(value) for value in values)
        return Leaf(node.field, node.operator, values, is_negated)
    other: Literal["and", "or"] = "or" if node.word == "and" else "and"
    parts = tuple(check(part, now, is_negated=is_negated) for part in node.parts)
    return Group(other if is_negated else node.word, parts)


def _bound(test: Test, value: Value, now: datetime) -> Bound:
    field = test.field
    is_time = field.entity == "attributes" and field.key in TIMES
    if isinstance(value, Ago):
        if not is_time:
            raise unreadable(test.at, f"{field} is no time; a value such as -7d goes with started_at or ended_at")
        return to_us(now) - int(value.seconds * 1e6)
    if is_time:
        return _time(test, value)
    if test.operator in {"like", "ilike"} and not isinstance(value, str):
        raise unreadable(test.at, "LIKE compares with text", hint="quote the pattern")
    wants_number = field.entity == "metrics" or field.key == "duration_s"
    if wants_number and isinstance(value, str):
        raise unreadable(test.at, f"{field} is a number; it is compared with the text {value!r}", text=value)
    if not wants_number and field.entity != "params" and not isinstance(value, str):
        raise unreadable(test.at, f"{field} is text; it is compared with the number {value:g}", hint="quote it")
    return value


def _text(value: Bound) -> str:
    """As the text of a param is stored: whole numbers without a point."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _time(test: Test, value: str | float) -> int:
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError as error:
        hint = "write '2013-01-31' or '2013-01-31T12:00:00Z', or -7d"
        found: BadInput = unreadable(test.at, f"{value!r} is no time", hint=hint)
        raise found from error
    return to_us(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
