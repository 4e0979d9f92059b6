"""A service of the server as an object with the same methods; each becomes the request its declaration describes."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import msgspec

from flyball.client.transport import Transport
from flyball.core import Operation, Raw, operations_of


class RemoteService:
    """Stands in for a service class; has its operations and nothing else."""

    def __init__(self, service: type, transport: Transport) -> None:
        self._operations = operations_of(service)
        self._service = service
        self._transport = transport

    def __getattr__(self, name: str) -> Callable[..., Any]:
        declared = self._operations.get(name)
        if declared is None:
            raise AttributeError(f"{self._service.__name__} has no operation {name!r}")
        return functools.partial(_send, self._transport, declared)


def _send(transport: Transport, declared: Operation, *args: Any, **kwargs: Any) -> Any:
    given = declared.bind(args, kwargs)
    declared.validate(given)  # a wrong call fails here, with the same sentence, before anything is sent
    path, raw = declared.path, None
    query: list[tuple[str, str | int | float | bool | None]] = []
    body: dict[str, Any] = {}
    for parameter in declared.parameters:
        if parameter.name not in given:
            continue
        value = given[parameter.name]
        if parameter.place == "path":
            spot = f"{{{parameter.name}:path}}" if f"{{{parameter.name}:path}}" in path else f"{{{parameter.name}}}"
            path = path.replace(spot, quote(_text(value), safe="/" if spot.endswith(":path}") else ""))
        elif parameter.place == "query":
            query.extend((parameter.name, _text(item)) for item in _items(value))
        elif parameter.place == "raw":
            raw = value
        else:
            body[parameter.name] = value
    has_body = any(parameter.place == "body" for parameter in declared.parameters)
    content = raw if raw is not None else msgspec.json.encode(body) if has_body else None
    media_type = "application/octet-stream" if raw is not None else "application/json"
    response = transport.request(
        declared.method, path, query=query, content=content, media_type=media_type, changes=declared.changes
    )
    if declared.returns is Raw:
        return Raw(response.content, response.headers.get("content-type", ""))
    if not response.content:  # 204: the answer is None
        return None
    return msgspec.json.decode(response.content, type=declared.returns)


def _items(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple | set | frozenset) else [value]


def _text(value: Any) -> str:
    plain = msgspec.to_builtins(value)
    if isinstance(plain, bool):
        return "true" if plain else "false"
    return plain if isinstance(plain, str) else msgspec.json.encode(plain).decode()
