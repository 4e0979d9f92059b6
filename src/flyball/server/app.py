"""The control server as one ASGI application: every operation and the interface, guarded by one stack of middleware."""

from __future__ import annotations

from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Route

from flyball.core.errors import FlyballError
from flyball.governance import Door
from flyball.server.auth import Authenticator
from flyball.server.failures import on_bug, on_flyball_error, on_http_error
from flyball.server.guard import Guard
from flyball.server.pages import PUBLIC, page_routes
from flyball.server.place import Prefix
from flyball.server.routes import check_routes, operation_routes
from flyball.server.static_files import ui_routes
from flyball.server.stopping import Stopping
from flyball.store import Stores
from flyball.workspace import SERVICES


def build_app(stores: Stores, stopping: Stopping | None = None) -> Starlette:
    """The application over open stores; raises if a route has neither a permission nor a public reason."""
    services = open_services(stores)
    authenticate = Authenticator(stores.catalog)
    routes: list[Route] = [
        *page_routes(stores, services, authenticate, stopping or Stopping()),
        *operation_routes(services, authenticate),
        *ui_routes(),
    ]
    check_routes(routes, PUBLIC)
    return Starlette(
        routes=routes,
        middleware=[
            Middleware(Guard, settings=stores.settings),
            Middleware(Prefix, root_path=stores.settings.root_path),
        ],
        exception_handlers={FlyballError: on_flyball_error, HTTPException: on_http_error, Exception: on_bug},
    )


def open_services(stores: Stores) -> dict[str, Any]:
    """Every registered service over these stores, behind one door."""
    door = Door(stores.catalog)
    return {noun: SERVICES.get(noun)(stores, door) for noun in SERVICES.names()}
