"""The search language as a tree, and what its fields may be."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Entity = Literal["metrics", "params", "tags", "attributes"]
Aggregate = Literal["last", "min", "max", "mean", "first", "count"]
Operator = Literal["=", "!=", "<", "<=", ">", ">=", "like", "ilike", "in", "between", "null"]

AGGREGATES: tuple[str, ...] = ("last", "min", "max", "mean", "first", "count")
ATTRIBUTES: dict[str, str] = {
    "id": "id",
    "name": "name",
    "state": "state",
    "status": "state",
    "experiment": "experiment",
    "owner": "owner",
    "user": "owner",
    "parent": "parent",
    "started_at": "started_at",
    "created": "started_at",
    "ended_at": "ended_at",
    "duration": "duration_s",
    "duration_s": "duration_s",
    "notes": "notes",
}
"""Every name of an attribute, and the name it stands for."""
TIMES = frozenset({"started_at", "ended_at"})


class Ago(Struct, frozen=True):
    """A time that many seconds before now."""

    seconds: float


Value = str | float | Ago


class Field(Struct, frozen=True):
    """What is compared; `aggregate` counts for metrics only."""

    entity: Entity
    key: str
    aggregate: str = "last"

    def __str__(self) -> str:
        """The field as it is written.

        >>> str(Field("metrics", "val loss", "min"))
        'metrics.`val loss`.min'
        """
        if self.entity == "attributes":
            return self.key
        is_word = self.key.replace("_", "").replace("/", "").replace("-", "").isalnum() and self.key.isascii()
        quote = '"' if "`" in self.key and '"' not in self.key else "`"
        key = self.key if is_word else f"{quote}{self.key.replace(quote, quote * 2)}{quote}"
        suffix = f".{self.aggregate}" if self.entity == "metrics" and self.aggregate != "last" else ""
        return f"{self.entity}.{key}{suffix}"


class Test(Struct, frozen=True):
    """One comparison, and where its value or its field stands in the text."""

    __test__ = False  # not for pytest
    field: Field
    operator: Operator
    values: tuple[Value, ...] = ()
    at: int = 0


class Not(Struct, frozen=True):
    """Negation, in three-valued logic."""

    of: Node


class Both(Struct, frozen=True):
    """All or any of the parts."""

    word: Literal["and", "or"]
    parts: tuple[Node, ...]


Node = Test | Not | Both
