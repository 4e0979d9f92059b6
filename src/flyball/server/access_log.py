"""One structured line a request: what, whose, how it ended, how long it took; never bodies, queries or credentials."""

from __future__ import annotations

import logging

from starlette.types import Scope

log = logging.getLogger("flyball.access")


def log_request(scope: Scope, status: int, seconds: float) -> None:
    """Log one finished request; health checks only when debugging."""
    level = logging.DEBUG if scope["path"] == "/healthz" else logging.INFO
    if not log.isEnabledFor(level):
        return
    fields = {
        "request_id": scope.get("flyball_request_id"),
        "principal": scope.get("flyball_principal"),
        "method": scope["method"],
        "path": scope["path"][:500],
        "status": status,
        "ms": round(seconds * 1000, 2),
    }
    log.log(level, "request", extra=fields)
