"""Operations as HTTP routes: read the request as declared, run the operation as its caller, write the answer."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from flyball.core import Call, Operation, Raw, calling, operations_of
from flyball.core.errors import BadInput, InternalError
from flyball.core.shape import refused
from flyball.server.json_depth import check_depth
from flyball.server.packing import packed

PREFIX = "/api/v1"
_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")  # an escaped one; a backslash before it may be escaped itself
Authenticate = Callable[[Request, Callable[[Call], None] | None], Awaitable[Call]]


def operation_routes(services: dict[str, Any], authenticate: Authenticate) -> list[Route]:
    """One route per operation of every service; literal paths first, so that `/runs/search` wins over `/runs/{id}`."""
    declared = [(service, op) for service in services.values() for op in operations_of(type(service)).values()]
    declared.sort(key=lambda pair: (pair[1].path.count("{"), pair[1].path))
    return [_route(service, op, authenticate) for service, op in declared]


def check_routes(routes: Iterable[BaseRoute], public: frozenset[str]) -> None:
    """Raise for a route that nobody guards and nobody named public, and for two routes that are the same.

    Called at start: a server with such a route does not come up, so that no later filter has to be complete.
    """
    seen: set[tuple[str, str]] = set()
    for route in routes:
        if not isinstance(route, Route):
            raise UnguardedRoute(f"{route!r} is no plain route", why="mounted applications bypass the permission check")
        if getattr(route.endpoint, "needs", None) is None and route.path not in public:
            raise UnguardedRoute(f"{route.path} has neither a permission nor a public reason")
        for method in route.methods or ():
            if (method, route.path) in seen:
                raise UnguardedRoute(f"{method} {route.path} is declared twice")
            seen.add((method, route.path))


class UnguardedRoute(InternalError):
    """A route would be reachable without a permission check; the server refuses to start."""

    code = "unguarded-route"


def _route(service: Any, declared: Operation, authenticate: Authenticate) -> Route:
    method = getattr(service, declared.verb)

    async def endpoint(request: Request) -> Response:
        # Whoever may not do it is refused before the body is read.
        call = await authenticate(request, lambda call: service.dispatcher.check(declared, call))
        values = await _values(request, declared)
        accepted = "" if declared.changes else request.headers.get("accept-encoding", "")
        return await run_in_threadpool(_run, method, call, values, accepted)

    endpoint.needs = declared.needs  # type: ignore[attr-defined] # read by `check_routes`
    name = f"{service.noun}.{declared.verb}"
    return Route(f"{PREFIX}{declared.path}", endpoint, methods=[declared.method], name=name)


def _run(method: Callable[..., Any], call: Call, values: dict[str, Any], accepted: str) -> Response:
    with calling(call):
        result = method(**values)
    return _answer(result, accepted)


async def _values(request: Request, declared: Operation) -> dict[str, Any]:
    values: dict[str, Any] = _from_text(request, declared)
    if any(parameter.place == "raw" for parameter in declared.parameters):
        values["body"] = await request.body()
    elif any(parameter.place == "body" for parameter in declared.parameters):
        values |= _from_json(await request.body(), declared)
    missing = [p.name for p in declared.parameters if p.is_required and p.name not in values]
    if missing:
        raise BadInput(f"{declared.verb} needs {missing[0]!r}", why=f"not given: {', '.join(missing)}")
    return values


def _from_text(request: Request, declared: Operation) -> dict[str, Any]:
    """Path and query parameters, converted from text by their declared types."""
    known = {p.name: p for p in declared.parameters if p.place in {"path", "query"}}
    unknown = [name for name in request.query_params if name not in known and name != "project"]
    if unknown:
        raise BadInput(
            f"{declared.verb} has no parameter {unknown[0]!r}", why=f"parameters: {', '.join(known) or 'none'}"
        )
    found: dict[str, Any] = {}
    for name, parameter in known.items():
        in_path = parameter.place == "path"
        texts = [request.path_params[name]] if in_path else request.query_params.getlist(name)
        if any("\0" in text for text in texts):
            raise BadInput(f"the parameter {name!r} holds a NUL character", why="no name and no text has one")
        if texts:
            found[name] = _convert(texts, parameter.type, name)
    return found


def _convert(texts: list[str], wanted: Any, name: str) -> Any:
    try:
        if _is_list(wanted):
            return msgspec.convert(texts, wanted, strict=False)
        return msgspec.convert(texts[-1], wanted, strict=False)
    except msgspec.ValidationError as error:
        given = None if _is_list(wanted) else texts[-1]
        raise refused(error, f"the parameter {name!r} has a wrong value", given=given) from error


def _is_list(wanted: Any) -> bool:
    info = msgspec.inspect.type_info(wanted)
    options = info.types if isinstance(info, msgspec.inspect.UnionType) else (info,)
    lists = (msgspec.inspect.ListType, msgspec.inspect.VarTupleType, msgspec.inspect.SetType)
    return any(isinstance(option, lists) for option in options)


def _from_json(content: bytes, declared: Operation) -> dict[str, Any]:
    check_depth(content)
    if _NUL.search(content):
        raise BadInput("the body holds a NUL character", why="no name and no text has one")
    fields = [p for p in declared.parameters if p.place == "body"]
    try:
        found = msgspec.json.decode(content or b"{}", type=dict[str, msgspec.Raw])
        unknown = set(found) - {p.name for p in fields}
        if unknown:
            raise BadInput(f"{declared.verb} has no field {min(unknown)!r}", why=f"fields: {[p.name for p in fields]}")
        return {p.name: _decode(found[p.name], p.type, p.name) for p in fields if p.name in found}
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadInput("the body is not the JSON object this operation takes", why=str(error)[:300]) from error


def _decode(raw: msgspec.Raw, wanted: Any, name: str) -> Any:
    try:
        return msgspec.json.decode(raw, type=wanted)
    except msgspec.ValidationError as error:
        raise refused(error, f"the field {name!r} has a wrong value") from error


def _answer(result: Any, accepted: str) -> Response:
    if result is None:
        return Response(status_code=204)
    if isinstance(result, Raw):
        return Response(result.content, media_type=result.media_type)
    content, headers = packed(msgspec.json.encode(result), accepted)
    return Response(content, media_type="application/json", headers=headers)
