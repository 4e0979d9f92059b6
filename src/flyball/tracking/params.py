"""Params of a run: flat, scalar, and never changed once written."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import msgspec
from sqlalchemy import select

from flyball.core.errors import BadInput, Conflict
from flyball.store.catalog import Change
from flyball.tracking import tables as t
from flyball.tracking.model import Scalar

MAX_TEXT = 6_000


class ParamConflict(Conflict):
    """The run has another value for the param; params are written once."""

    code = "param-conflict"


def flatten(params: Mapping[str, Any], prefix: str = "") -> dict[str, Scalar]:
    """Nested mappings as dotted keys, other values as scalars: lists and unknown things as JSON text.

    >>> flatten({"tree": {"depth": 3}, "cols": ["a", "b"]})
    {'tree.depth': 3, 'cols': '["a","b"]'}
    """
    flat: dict[str, Scalar] = {}
    for key, value in params.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping):
            flat |= flatten(value, f"{name}.")
        else:
            flat[name] = _scalar(name, value)
    return flat


def write_params(change: Change, run: str, params: Mapping[str, Scalar]) -> list[str]:
    """Add params; the same value again is nothing, another value raises `ParamConflict` and nothing is written."""
    table = t.run_param
    query = select(table).where(table.c.run == run, table.c.key.in_(list(params)))
    stored = {row.key: read_param(row) for row in change.execute(query)}
    for key, value in stored.items():
        if not _same(value, params[key]):
            raise ParamConflict(
                f"run:{run} already has the param {key} = {value!r}",
                why=f"{params[key]!r} was given; params are written once",
                hint="start another run, or log a metric",
            )
    fresh = [_row(run, key, value) for key, value in params.items() if key not in stored]
    if fresh:
        change.execute(table.insert(), fresh)
    return [row["key"] for row in fresh]


def read_param(row: Any) -> Scalar:
    """The value as it was given."""
    if row.kind == "int":
        return int(row.text)
    if row.kind == "float":
        return float(row.text)
    if row.kind == "bool":
        return bool(row.text == "true")
    return None if row.kind == "null" else str(row.text)


def _row(run: str, key: str, value: Scalar) -> dict[str, Any]:
    number = float(value) if isinstance(value, int | float) and abs(value) < 1e300 else None
    kind = {str: "str", int: "int", float: "float", bool: "bool", type(None): "null"}[type(value)]
    text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
    return {"run": run, "key": key, "kind": kind, "text": text, "number": number}


def _same(a: Scalar, b: Scalar) -> bool:
    numbers = isinstance(a, int | float) and isinstance(b, int | float)
    return a == b if numbers else (type(a), a) == (type(b), b)


def _scalar(name: str, value: Any) -> Scalar:
    item = getattr(value, "item", None)
    if callable(item) and getattr(value, "shape", None) == ():  # a NumPy scalar
        value = item()
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if value is None or type(value) in (str, int, float, bool):
        found: Scalar = value
    else:
        found = _as_text(name, value)
    if isinstance(found, str) and len(found) > MAX_TEXT:
        raise BadInput(f"the param {name} is too long", why=f"{len(found)} characters, at most {MAX_TEXT}")
    return found


def _as_text(name: str, value: Any) -> str:
    try:
        return msgspec.json.encode(value).decode()
    except (TypeError, ValueError, msgspec.MsgspecError) as error:
        raise BadInput(f"the param {name} cannot be recorded", why=str(error), hint="pass numbers or text") from error
