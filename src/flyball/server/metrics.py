"""What the control server counts, in Prometheus' text format."""

from __future__ import annotations

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from sqlalchemy import select
from starlette.types import Scope

from flyball.store import Stores
from flyball.store.catalog import tables as t

registry = CollectorRegistry()
_requests = Counter(
    "flyball_http_requests_total", "Requests answered, by route and status.", ["route", "status"], registry=registry
)
_seconds = Histogram("flyball_http_request_seconds", "Time to answer, by route.", ["route"], registry=registry)
_SHOWN = 500  # names of chains or streams in one answer; more would make the scrape itself a load


def observe(scope: Scope, status: int, seconds: float) -> None:
    """Count one request; unknown paths share one label, so that strangers cannot grow the metrics."""
    route = getattr(scope.get("route"), "name", None) or "unknown"
    _requests.labels(route, str(status)).inc()
    _seconds.labels(route).observe(seconds)


def exposition(stores: Stores) -> bytes:
    """The counters of this process, and what the stores hold now."""
    held = CollectorRegistry()
    held.register(_Held(stores))
    return generate_latest(registry) + generate_latest(held)


class _Held:
    """Read from the stores at each scrape: whatever process wrote it, it is counted."""

    def __init__(self, stores: Stores) -> None:
        self._stores = stores

    def collect(self) -> Iterator[Metric]:
        """Prometheus' own name for it."""
        events = CounterMetricFamily("flyball_events", "Events in each project's chain.", labels=["project"])
        heads = select(t.chain_head.c.chain, t.chain_head.c.seq).order_by(t.chain_head.c.chain).limit(_SHOWN)
        with self._stores.catalog.read() as connection:
            for row in connection.execute(heads):
                events.add_metric([row.chain], row.seq)
        yield events
        rows = CounterMetricFamily("flyball_stream_rows", "Rows in each stream, sealed and open.", labels=["stream"])
        for stream in self._stores.streams.list()[:_SHOWN]:
            rows.add_metric([stream], self._stores.streams.rows(stream))
        yield rows
        if self._stores.catalog.dialect == "sqlite":
            yield self._log_size()

    def _log_size(self) -> Metric:
        from flyball.store.catalog.sqlite import wal_bytes

        return GaugeMetricFamily(
            "flyball_catalog_log_bytes", "Write-ahead log of the catalog.", value=wal_bytes(self._stores.catalog.url)
        )
