"""Routes that are not operations: health, metrics, the API's description, live events; each guarded or named public."""

from __future__ import annotations

from typing import Any

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from flyball.core.errors import BadInput
from flyball.governance import authorize
from flyball.server.docs_page import docs_page
from flyball.server.live import event_stream
from flyball.server.login_page import login_routes
from flyball.server.metrics import exposition
from flyball.server.openapi import openapi_document
from flyball.server.routes import PREFIX, Authenticate
from flyball.store import Stores

PUBLIC = frozenset({"/", "/healthz", "/login"})
"""Paths that need no credential; a test repeats this list."""


def page_routes(stores: Stores, services: dict[str, Any], authenticate: Authenticate) -> list[Route]:
    """The routes beside the operations."""
    document = openapi_document({noun: type(service) for noun, service in services.items()})

    async def guarded(request: Request, permission: str) -> Any:
        call = await authenticate(request)
        await run_in_threadpool(authorize, stores.catalog, call, permission)
        return call

    async def health(_request: Request) -> Response:
        await run_in_threadpool(_ask_catalog, stores)
        return Response(msgspec.json.encode({"status": "ok"}), media_type="application/json")

    async def root(request: Request) -> Response:
        return RedirectResponse(f"{request.scope.get('root_path', '')}{PREFIX}/docs")

    async def metrics(request: Request) -> Response:
        await guarded(request, "system.read")
        return Response(exposition(), media_type="text/plain; version=0.0.4; charset=utf-8")

    async def description(request: Request) -> Response:
        await guarded(request, "system.read")
        return Response(msgspec.json.encode(document), media_type="application/json")

    async def docs(request: Request) -> Response:
        await guarded(request, "system.read")
        # The page has its style inline and no script at all.
        policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"
        return Response(docs_page(document), media_type="text/html", headers={"content-security-policy": policy})

    async def live(request: Request) -> Response:
        call = await guarded(request, "audit.read")
        after = request.headers.get("last-event-id") or request.query_params.get("after", "0")
        if not after.isdigit():
            raise BadInput("`after` is not a sequence number", hint="leave it out to start from the first event")
        stream = event_stream(stores.catalog, call, int(after))
        return StreamingResponse(stream, media_type="text/event-stream", headers={"x-accel-buffering": "no"})

    return [
        Route("/", root, methods=["GET"]),
        Route("/healthz", health, methods=["GET"]),
        Route("/metrics", metrics, methods=["GET"]),
        Route(f"{PREFIX}/openapi.json", description, methods=["GET"]),
        Route(f"{PREFIX}/docs", docs, methods=["GET"]),
        Route(f"{PREFIX}/events/stream", live, methods=["GET"]),
        *login_routes(stores),
    ]


def _ask_catalog(stores: Stores) -> None:
    with stores.catalog.read() as connection:
        connection.exec_driver_sql("SELECT 1")
