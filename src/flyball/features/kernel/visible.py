"""Which events of a window were known at T, as a few contiguous segments per label.

Most rows are known soon after they happen. Let D cover 99 % of the delays: of the rows with a delay up to D, those
older than T - D are all known (one segment of the full order); the younger ones are checked one by one; the few rows
slower than D live in a side list and are checked one by one. The answer does not depend on D, only the speed does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from flyball.features.kernel.columns import BoolArray, Int64Array
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
    order: EventOrder, delays: Delays, labels: LabelRows, starts: Sequence[Int64Array], hi: Int64Array, *, lag_us: int
) -> list[list[Segment]]:
    """Per window the rows of `[lo, hi)` with `available <= T - lag`; in its first segment `delays.slow` must not count.

    The windows share their end, so the rows to check are listed once, for the longest, and cut for the others.
    """
    seen = labels.at - lag_us
    longest = np.minimum.reduce(starts)
    middle = np.clip(order.count_until(labels.entity, seen - delays.usual_us), longest, hi)
    young = [np.maximum(lo, middle) for lo in starts]
    is_slow = np.zeros(order.rows.size, dtype=np.bool_)
    is_slow[delays.slow] = True
    head = _checked(None, young, middle, hi, available=delays.available, seen=seen, drop=is_slow)
    slow_starts = [np.searchsorted(delays.slow, lo) for lo in starts]
    first, last = np.searchsorted(delays.slow, np.stack([longest, hi]))
    slow = _checked(delays.slow, slow_starts, first, last, available=delays.available, seen=seen)
    bodies = [Segment(None, lo, np.maximum(lo, middle)) for lo in starts]
    return [list(parts) for parts in zip(bodies, head, slow, strict=True)]


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
    positions: Int64Array | None,
    cuts: Sequence[Int64Array],
    lo: Int64Array,
    hi: Int64Array,
    *,
    available: Int64Array,
    seen: Int64Array,
    drop: BoolArray | None = None,
) -> list[Segment]:
    """List the rows of each `[lo, hi)` one label after the other, keep those known at `seen`, cut per window."""
    length = hi - lo
    ends = np.cumsum(length)
    begins = ends - length
    listed = np.arange(int(length.sum())) + np.repeat(lo - begins, length)
    picked = listed if positions is None else positions[listed]
    keep = available[picked] <= np.repeat(seen, length)
    if drop is not None:
        keep &= ~drop[picked]
    kept = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(keep, dtype=np.int64)])
    chosen = picked[keep]
    return [Segment(chosen, kept[begins + (cut - lo)], kept[ends]) for cut in cuts]
