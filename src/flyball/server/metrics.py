"""Counters of the control server in Prometheus' text format."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from starlette.types import Scope

registry = CollectorRegistry()
_requests = Counter(
    "flyball_http_requests_total", "Requests answered, by route and status.", ["route", "status"], registry=registry
)
_seconds = Histogram("flyball_http_request_seconds", "Time to answer, by route.", ["route"], registry=registry)


def observe(scope: Scope, status: int, seconds: float) -> None:
    """Count one request; unknown paths share one label, so that strangers cannot grow the metrics."""
    route = getattr(scope.get("route"), "name", None) or "unknown"
    _requests.labels(route, str(status)).inc()
    _seconds.labels(route).observe(seconds)


def exposition() -> bytes:
    """All metrics of this process."""
    return generate_latest(registry)
