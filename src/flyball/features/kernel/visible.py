"""Which events of a window were known at T, as a few contiguous segments per label.

Most rows are known soon after they happen. Let D cover 99 % of the delays: of the rows with a delay up to D, those
older than T - D are all known (one segment of the full order); the younger ones are checked one by one; the few rows
slower than D live in a side list and are checked one by one. The answer does not depend on D, only the speed does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from flyball.features.kernel.columns import AnyArray, Int64Array
from flyball.features.kernel.order import EventOrder
from flyball.features.kernel.rows import LabelRows

_USUAL_SHARE = 0.99
_ROWS_AT_ONCE = 4_000_000  # checked rows held in memory: about 32 MB per array


@dataclass(frozen=True, slots=True)
class Segment:
    """`[lo, hi)` per label into the order (`picked` None) or into the listed positions of the order."""

    picked: Int64Array | None
    lo: Int64Array
    hi: Int64Array


@dataclass(frozen=True, slots=True)
class Delays:
    """When each sorted row was known, the usual bound D, and the positions of the rows slower than it."""

    available: Int64Array
    usual_us: int
    slow: Int64Array


def measure_delays(order: EventOrder, available: Int64Array) -> Delays:
    """`available` by source row. O(n)."""
    known = available[order.rows]
    delay = np.maximum(known - order.at, 0)
    usual_us = int(np.quantile(delay, _USUAL_SHARE, method="higher")) if delay.size else 0
    return Delays(available=known, usual_us=usual_us, slow=np.flatnonzero(delay > usual_us))


def visible_segments(
    order: EventOrder, delays: Delays, labels: LabelRows, lo: Int64Array, hi: Int64Array, *, lag_us: int
) -> list[Segment]:
    """Exactly the rows of `[lo, hi)` with `available <= T - lag`; in the first segment `delays.slow` must not count."""
    seen = labels.at - lag_us
    middle = np.clip(order.count_until(labels.entity, seen - delays.usual_us), lo, hi)
    is_slow = np.zeros(order.rows.size, dtype=np.bool_)
    is_slow[delays.slow] = True
    head = np.arange(order.rows.size)
    slow_lo, slow_hi = np.searchsorted(delays.slow, lo), np.searchsorted(delays.slow, hi)
    return [
        Segment(None, lo, middle),
        _checked(head, middle, hi, delays.available, seen, drop=is_slow),
        _checked(delays.slow, slow_lo, slow_hi, delays.available, seen, drop=np.zeros_like(is_slow)),
    ]


def label_chunks(
    order: EventOrder, delays: Delays, labels: LabelRows, lo: Int64Array, hi: Int64Array, *, lag_us: int
) -> Iterator[slice]:
    """Runs of labels whose rows to check stay within a fixed memory."""
    middle = np.clip(order.count_until(labels.entity, labels.at - lag_us - delays.usual_us), lo, hi)
    rows = np.cumsum(hi - middle)
    start = 0
    while start < len(labels):
        before = int(rows[start - 1]) if start else 0
        stop = max(start + 1, int(np.searchsorted(rows, before + _ROWS_AT_ONCE, side="right")))
        yield slice(start, stop)
        start = stop


def _checked(
    positions: Int64Array, lo: Int64Array, hi: Int64Array, available: Int64Array, seen: Int64Array, *, drop: AnyArray
) -> Segment:
    """List the rows of each `[lo, hi)` one label after the other and keep those known at `seen`."""
    length = hi - lo
    starts = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(length)])
    label = np.repeat(np.arange(length.size), length)
    picked = positions[np.arange(starts[-1]) - starts[label] + lo[label]]
    keep = (available[picked] <= seen[label]) & ~drop[picked]
    kept = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(keep)])
    return Segment(picked[keep], kept[starts[:-1]], kept[starts[1:]])
