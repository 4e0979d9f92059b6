"""What one worker counts, kept in its status file so that a restart goes on counting."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from msgspec import Struct, field

if TYPE_CHECKING:
    from flyball.serving.worker.load import LoadedVariant
    from flyball.serving.worker.state import Live

BOUNDS_US = (100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 1_000_000)
"""Upper bounds of the latency histogram."""


class Counters(Struct):
    """Monotone counts since the worker's slot first started."""

    requests: dict[str, int] = {}
    """Status code to count."""
    rows: dict[str, int] = {}
    """`project deployment variant` to rows answered."""
    batches: int = 0
    latency: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS_US) + 1))
    latency_sum_us: int = 0
    log_failures: int = 0
    shadow_rows: int = 0
    shadow_dropped: int = 0
    swaps: int = 0

    def request(self, status: int, latency_us: int) -> None:
        """One answer left."""
        key = str(status)
        self.requests[key] = self.requests.get(key, 0) + 1
        self.latency_sum_us += latency_us
        self.latency[bisect_left(BOUNDS_US, latency_us)] += 1

    def batch(self, live: Live, variant: LoadedVariant, rows: int) -> None:
        """One batch was answered."""
        self.batches += 1
        key = f"{live.spec.project} {live.spec.name} {variant.spec.name}"
        self.rows[key] = self.rows.get(key, 0) + rows


def merged(parts: list[Counters]) -> Counters:
    """The sum of several workers' counts."""
    total = Counters()
    for part in parts:
        for key, count in part.requests.items():
            total.requests[key] = total.requests.get(key, 0) + count
        for key, count in part.rows.items():
            total.rows[key] = total.rows.get(key, 0) + count
        total.latency = [a + b for a, b in zip(total.latency, part.latency, strict=True)]
        for name in ("batches", "latency_sum_us", "log_failures", "shadow_rows", "shadow_dropped", "swaps"):
            setattr(total, name, getattr(total, name) + getattr(part, name))
    return total
