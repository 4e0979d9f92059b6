"""Values in the object store: one small document of the structure, which names an object for each part with bytes."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any, Protocol

import msgspec

from flyball.core.errors import FlyballError, StoreCorrupt
from flyball.pipelines.codecs import CODECS
from flyball.pipelines.model import Output

_SMALL_INT = 2**53


class NoCodec(FlyballError):
    """A value, or a part of it, has a type that no codec stores."""

    code = "no-codec"
    status = 400


class PutsObjects(Protocol):
    """The writing half of an object store."""

    def put(self, data: bytes | memoryview) -> str: ...


class ReadsObjects(Protocol):
    """The reading half of an object store."""

    def get(self, digest: str) -> bytes: ...


def store_value(value: Any, objects: PutsObjects) -> Output:
    """Store a value; durable when it returns. Equal values give equal digests; raises `NoCodec` naming the part."""
    parts: list[str] = []
    document = _encode(value, "the value", objects, parts)
    root = objects.put(msgspec.json.encode(document))
    return Output(digest=root, objects=tuple(dict.fromkeys([root, *parts])))


def load_value(digest: str, objects: ReadsObjects) -> Any:
    """A fresh copy of a stored value: whoever changes it changes nobody else's."""
    data = objects.get(digest)
    try:
        return _decode(msgspec.json.decode(data), objects)
    except (msgspec.DecodeError, KeyError, TypeError, IndexError) as error:
        raise StoreCorrupt(f"object {digest} is not a stored value", why=str(error)) from error


def _encode(value: Any, path: str, objects: PutsObjects, parts: list[str]) -> Any:
    kind = type(value)
    if value is None or kind in (bool, str) or (kind is int and abs(value) <= _SMALL_INT):
        return value
    if kind is float and math.isfinite(value):
        return value
    if kind in _AS_TEXT:
        return {"$": kind.__name__, "v": _AS_TEXT[kind](value)}
    if kind is list:
        return [_encode(item, f"{path}[{n}]", objects, parts) for n, item in enumerate(value)]
    if kind is tuple:
        return {"$": "tuple", "v": [_encode(item, f"{path}[{n}]", objects, parts) for n, item in enumerate(value)]}
    if kind is dict:
        pairs = [
            (_encode(k, path, objects, parts), _encode(v, f"{path}[{k!r}]", objects, parts)) for k, v in value.items()
        ]
        return {"$": "dict", "v": pairs}
    if kind in (set, frozenset):
        items = [_encode(item, path, objects, parts) for item in value]
        return {"$": kind.__name__, "v": sorted(items, key=msgspec.json.encode)}
    return _by_codec(value, path, objects, parts)


def _by_codec(value: Any, path: str, objects: PutsObjects, parts: list[str]) -> Any:
    for name in CODECS.names():
        codec = CODECS.get(name)
        if codec.takes(value):
            parts.append(objects.put(codec.encode(value)))
            return {"$": name, "object": parts[-1], "hint": codec.hint(value)}
    kind = type(value)
    raise NoCodec(
        f"{path} cannot be stored",
        why=f"no codec takes a {kind.__module__}.{kind.__qualname__}",
        hint="return plain values, Arrow tables, NumPy arrays, bytes or msgspec Structs",
    )


def _decode(node: Any, objects: ReadsObjects) -> Any:
    if isinstance(node, list):
        return [_decode(item, objects) for item in node]
    if not isinstance(node, dict):
        return node
    kind = node["$"]
    if kind in _PLAIN:
        return _PLAIN[kind](node["v"])
    if kind == "dict":
        return {_decode(k, objects): _decode(v, objects) for k, v in node["v"]}
    if kind in _COLLECTIONS:
        return _COLLECTIONS[kind](_decode(item, objects) for item in node["v"])
    return CODECS.get(kind).decode(objects.get(node["object"]), hint=node["hint"])


_AS_TEXT: dict[type, Any] = {
    int: str,
    float: repr,
    dt.datetime: dt.datetime.isoformat,
    dt.date: dt.date.isoformat,
}
_PLAIN: dict[str, Any] = {
    "int": int,
    "float": float,
    "datetime": dt.datetime.fromisoformat,
    "date": dt.date.fromisoformat,
}
_COLLECTIONS: dict[str, Any] = {"tuple": tuple, "set": set, "frozenset": frozenset}
