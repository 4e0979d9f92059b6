"""Errors as answers: our own with status and sentence, anything else as a 500 with the request id and nothing more."""

from __future__ import annotations

import logging

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from flyball.core.errors import FlyballError, InternalError, NotFound

log = logging.getLogger("flyball.server")


async def on_flyball_error(request: Request, error: Exception) -> Response:
    """The error's own status and sentence."""
    assert isinstance(error, FlyballError)  # noqa: S101 - registered for this class only
    return error_response(error, request.scope.get("flyball_request_id", ""))


async def on_http_error(request: Request, error: Exception) -> Response:
    """What the router refuses: unknown paths and methods."""
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for this class only
    said = NotFound(f"there is nothing at {request.method} {request.url.path[:200]}", hint="see /api/v1/docs")
    response = error_response(said, request.scope.get("flyball_request_id", ""))
    response.status_code = error.status_code
    response.headers.update(error.headers or {})
    return response


async def on_bug(request: Request, error: Exception) -> Response:
    """Our bug: logged with its traceback, told without it."""
    request_id = request.scope.get("flyball_request_id", "")
    log.error("unexpected error", exc_info=error, extra={"request_id": request_id, "path": request.url.path})
    said = InternalError(
        "something went wrong inside Flyball", why=f"request {request_id}", hint="look it up in the server's log"
    )
    return error_response(said, request_id)


def error_response(error: FlyballError, request_id: str) -> Response:
    """The JSON that every client reads: `{"error": {code, what, why, hint, request_id}}`."""
    body = {"error": {**error.to_dict(), "request_id": request_id}}
    headers = {"Retry-After": str(getattr(error, "retry_after_s", 1))} if error.status in {429, 503} else {}
    if error.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return Response(msgspec.json.encode(body), status_code=error.status, media_type="application/json", headers=headers)
