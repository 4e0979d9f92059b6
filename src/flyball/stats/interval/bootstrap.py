"""The percentile bootstrap (Efron 1979), of rows, of clusters or of blocks of time."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from flyball.stats.arrays import FloatArray, IntArray
from flyball.stats.interval.model import Interval


def bootstrap(
    statistic: Callable[[IntArray], float],
    rows: int,
    *,
    rng: np.random.Generator,
    resamples: int = 2_000,
    level: float = 0.95,
    clusters: IntArray | None = None,
    block: int | None = None,
) -> Interval:
    """Interval of `statistic(row numbers)`. Give a difference as the statistic and it is the paired bootstrap.

    `clusters` (shape (rows,)): whole clusters are drawn, for rows that depend within one. `block`: runs of that many
    neighbouring rows are drawn from the circle of all rows, for series in time. Resamples whose statistic is NaN (one
    class only) are left out; bounds are NaN when fewer than half are left.
    """
    draw = _drawer(rows, clusters=clusters, block=block)
    found = np.array([statistic(draw(rng)) for _ in range(resamples)]) if rows else np.array([])
    estimate = float(statistic(np.arange(rows))) if rows else float("nan")
    return percentile(found, estimate=estimate, level=level)


def bootstrap_mean(
    values: FloatArray, *, rng: np.random.Generator, resamples: int = 2_000, level: float = 0.95
) -> Interval:
    """The same for the mean of independent values of shape (n,), without a Python call per resample."""
    n = values.size
    if n == 0:
        return percentile(np.array([]), estimate=float("nan"), level=level)
    step = max(1, 4_000_000 // n)  # 32 MB of draws at a time
    means = [
        values[rng.integers(0, n, size=(min(step, resamples - start), n))].mean(axis=1)
        for start in range(0, resamples, step)
    ]
    return percentile(np.concatenate(means), estimate=float(values.mean()), level=level)


def percentile(resampled: FloatArray, *, estimate: float, level: float) -> Interval:
    """The interval between the outer quantiles of resampled statistics of shape (b,)."""
    kept = resampled[np.isfinite(resampled)]
    if kept.size == 0 or kept.size < resampled.size / 2:
        return Interval(estimate, float("nan"), float("nan"), level)
    lo, hi = np.quantile(kept, [(1 - level) / 2, (1 + level) / 2])
    return Interval(estimate, float(lo), float(hi), level)


def _drawer(rows: int, *, clusters: IntArray | None, block: int | None) -> Callable[[np.random.Generator], IntArray]:
    if clusters is not None:
        order = np.argsort(clusters, kind="stable")
        _, starts, sizes = np.unique(clusters[order], return_index=True, return_counts=True)

        def of_clusters(rng: np.random.Generator) -> IntArray:
            drawn = rng.integers(0, starts.size, size=starts.size)
            size = sizes[drawn]
            begin = np.repeat(starts[drawn] - (np.cumsum(size) - size), size)
            return order[begin + np.arange(int(size.sum()))]

        return of_clusters
    length = block or 1

    def of_blocks(rng: np.random.Generator) -> IntArray:
        if length == 1:
            return rng.integers(0, rows, size=rows)
        begin = rng.integers(0, rows, size=-(-rows // length))
        return ((begin[:, None] + np.arange(length)) % rows).ravel()[:rows]

    return of_blocks
