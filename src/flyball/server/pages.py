"""Routes that are not operations: health, metrics, the API's description, live events; each guarded or named public."""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import quote

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from flyball.core import Call
from flyball.core.errors import BadInput, NotSignedIn
from flyball.governance import authorize
from flyball.server.docs_page import docs_page
from flyball.server.live import event_stream
from flyball.server.login_page import login_routes
from flyball.server.metrics import exposition
from flyball.server.openapi import openapi_document
from flyball.server.place import to
from flyball.server.routes import PREFIX, Authenticate
from flyball.server.static_files import PATHS as UI_PATHS
from flyball.server.stopping import Stopping
from flyball.store import Stores

PUBLIC = UI_PATHS | {"/healthz", "/login", "/logout"}
"""Paths that need no credential; a test repeats this list."""
Page = Callable[[Request, Call], Awaitable[Response]]


def page_routes(
    stores: Stores, services: dict[str, Any], authenticate: Authenticate, stopping: Stopping
) -> list[Route]:
    """The routes beside the operations."""

    @functools.cache  # made when somebody first asks: it is a fifth of the work of a start
    def document() -> dict[str, Any]:
        return openapi_document({noun: type(service) for noun, service in services.items()})

    async def health(_request: Request) -> Response:
        await run_in_threadpool(_ask_catalog, stores)
        return Response(b'{"status":"ok"}', media_type="application/json")

    async def metrics(_request: Request, _call: Call) -> Response:
        content = await run_in_threadpool(exposition, stores)
        return Response(content, media_type="text/plain; version=0.0.4; charset=utf-8")

    async def description(_request: Request, _call: Call) -> Response:
        return Response(msgspec.json.encode(await run_in_threadpool(document)), media_type="application/json")

    async def docs(_request: Request, _call: Call) -> Response:
        # The page has its style inline and no script at all.
        policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"
        shown = docs_page(await run_in_threadpool(document))
        return Response(shown, media_type="text/html", headers={"content-security-policy": policy})

    async def live(request: Request, call: Call) -> Response:
        after = request.headers.get("last-event-id") or request.query_params.get("after", "0")
        if not (after.isascii() and after.isdigit() and len(after) < 19):
            raise BadInput("`after` is not a sequence number", hint="leave it out to start from the first event")

        async def permit() -> Call:
            return await authenticate(request, lambda call: authorize(stores.catalog, call, "audit.read"))

        stream = event_stream(stores.catalog, call.project, int(after), permit=permit, stopping=stopping)
        return StreamingResponse(stream, media_type="text/event-stream", headers={"x-accel-buffering": "no"})

    def guarded(path: str, needs: str, page: Page) -> Route:
        return _guarded(path, needs, page, stores=stores, authenticate=authenticate)

    return [
        Route("/healthz", health, methods=["GET"]),
        guarded("/metrics", "system.read", metrics),
        guarded(f"{PREFIX}/openapi.json", "system.read", description),
        guarded(f"{PREFIX}/docs", "system.read", docs),
        guarded(f"{PREFIX}/events/stream", "audit.read", live),
        *login_routes(stores),
    ]


def _guarded(path: str, needs: str, page: Page, *, stores: Stores, authenticate: Authenticate) -> Route:
    """A route that answers only who has the permission; a person with a browser is sent to the login instead."""

    async def endpoint(request: Request) -> Response:
        try:
            call = await authenticate(request, lambda call: authorize(stores.catalog, call, needs))
        except NotSignedIn:
            if "text/html" not in request.headers.get("accept", ""):
                raise
            return to(request, f"/login?next={quote(path)}")
        return await page(request, call)

    endpoint.needs = needs  # type: ignore[attr-defined] # read by `routes.check_routes`
    return Route(path, endpoint, methods=["GET"])


def _ask_catalog(stores: Stores) -> None:
    with stores.catalog.read() as connection:
        connection.exec_driver_sql("SELECT 1")
