"""`/metrics` in the Prometheus text format: this worker's own counts and what the others last wrote."""

from __future__ import annotations

from flyball.serving.worker.count import BOUNDS_US, Counters, merged
from flyball.serving.worker.status import WorkerStatus


def render(own: WorkerStatus, others: list[WorkerStatus]) -> bytes:
    """The text of one scrape."""
    statuses = [own, *(status for status in others if status.index != own.index)]
    total = merged([status.counters for status in statuses])
    lines = [
        "# TYPE flyball_serving_requests_total counter",
        *(f'flyball_serving_requests_total{{code="{code}"}} {n}' for code, n in sorted(total.requests.items())),
        "# TYPE flyball_serving_rows_total counter",
        *(_rows_line(key, n) for key, n in sorted(total.rows.items())),
        *_latency_lines(total),
    ]
    for name, value in (
        ("batches_total", total.batches),
        ("log_failures_total", total.log_failures),
        ("shadow_rows_total", total.shadow_rows),
        ("shadow_dropped_rows_total", total.shadow_dropped),
        ("swaps_total", total.swaps),
    ):
        lines += [f"# TYPE flyball_serving_{name} counter", f"flyball_serving_{name} {value}"]
    lines.append("# TYPE flyball_serving_generation gauge")
    lines += [f'flyball_serving_generation{{worker="{s.index}"}} {s.generation}' for s in statuses]
    return ("\n".join(lines) + "\n").encode()


def _rows_line(key: str, count: int) -> str:
    project, deployment, variant = key.split(" ")
    labels = f'project="{project}",deployment="{deployment}",variant="{variant}"'
    return f"flyball_serving_rows_total{{{labels}}} {count}"


def _latency_lines(total: Counters) -> list[str]:
    lines = ["# TYPE flyball_serving_latency_seconds histogram"]
    running = 0
    for bound, count in zip(BOUNDS_US, total.latency[:-1], strict=True):
        running += count
        lines.append(f'flyball_serving_latency_seconds_bucket{{le="{bound / 1e6:g}"}} {running}')
    running += total.latency[-1]
    lines.append(f'flyball_serving_latency_seconds_bucket{{le="+Inf"}} {running}')
    lines.append(f"flyball_serving_latency_seconds_sum {total.latency_sum_us / 1e6}")
    lines.append(f"flyball_serving_latency_seconds_count {running}")
    return lines
