"""The elements of a map: which arguments are taken apart, and what each child is called."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct

from flyball.core.errors import BadInput
from flyball.pipelines.future import Future, Futures
from flyball.pipelines.key import value_digest

Key = Callable[..., str | int]
_READABLE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,31}")


class Element(Struct, frozen=True, kw_only=True):
    """The positional arguments of one child, and its name within the map."""

    name: str
    args: tuple[Any, ...]


def split(args: Sequence[Any], key: Key | None = None) -> list[Element]:
    """One element for each row of the lists, tuples and ranges among `args`; the other arguments repeat.

    >>> [(each.name, each.args) for each in split([[3, 1], "all"])]
    [('3', (3, 'all')), ('1', (1, 'all'))]
    """
    columns = [_column(arg) for arg in args]
    if args and all(column is None for column in columns) and isinstance(args[0], Future):
        columns[0] = _listed(args[0])
    lengths = {len(column) for column in columns if column is not None}
    if not lengths:
        raise BadInput("nothing to map over", hint="give at least one list, tuple or range")
    if len(lengths) > 1:
        raise BadInput("a map over arguments of different lengths", why=f"they have {sorted(lengths)} elements")
    children = []
    for n in range(lengths.pop()):
        mapped = [column[n] for column in columns if column is not None]
        row = tuple(arg if column is None else column[n] for arg, column in zip(args, columns, strict=True))
        children.append(Element(name=str(key(*mapped)) if key else _name(mapped, n), args=row))
    return _distinct(children)


def _column(arg: Any) -> Sequence[Any] | None:
    return arg if isinstance(arg, Futures | range) or type(arg) in (list, tuple) else None


def _listed(future: Future) -> Sequence[Any]:
    value = future.result()
    if not isinstance(value, list | tuple):
        raise BadInput(f"{future.path} gave a {type(value).__name__}", why="a map needs a list of elements")
    return value


def _name(mapped: list[Any], n: int) -> str:
    if len(mapped) == 1 and type(mapped[0]) in (int, str) and _READABLE.fullmatch(str(mapped[0])):
        return str(mapped[0])
    if any(isinstance(each, Future) for each in mapped):
        return str(n)
    return (value_digest(mapped) or str(n))[:12]


def _distinct(children: list[Element]) -> list[Element]:
    seen: dict[str, int] = {}
    found = []
    for child in children:
        if not _READABLE.fullmatch(child.name):
            raise BadInput(f"{child.name[:50]!r} cannot name a step", why="letters, digits, dot, underscore, hyphen")
        seen[child.name] = n = seen.get(child.name, 0) + 1
        found.append(child if n == 1 else Element(name=f"{child.name}.{n}", args=child.args))
    return found
