"""Routes that are not operations: health, metrics, the API's description, live events; each guarded or named public."""

from __future__ import annotations

from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from flyball.server.routes import Authenticate
from flyball.store import Stores

PUBLIC = frozenset({"/healthz"})
"""Paths that need no credential; a test repeats this list."""


def page_routes(stores: Stores, services: dict[str, Any], authenticate: Authenticate) -> list[Route]:
    """The routes beside the operations."""

    async def health(_request: Request) -> Response:
        with stores.catalog.read() as connection:
            connection.exec_driver_sql("SELECT 1")
        return Response(msgspec.json.encode({"status": "ok"}), media_type="application/json")

    return [Route("/healthz", health, methods=["GET"])]
