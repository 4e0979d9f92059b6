"""One sorted order of events, and every boundary of every label as a binary search on it.

Rows are sorted by (entity, time) through one int64 key, `rank(entity) * span + (time - earliest)`. Probes are clipped
to one past the events' own time range, so no boundary can fall into a neighbour's rows however long the window. If
the key would not fit in 63 bits (10⁷ entities over a year of microseconds do not), a bisection bounded to the
entity's rows takes its place; the answers are the same.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from flyball.features.kernel.columns import AnyArray, BoolArray, Int64Array
from flyball.features.kernel.rows import EventRows

_KEY_LIMIT = 2**63 - 1


@dataclass(frozen=True, slots=True)
class EventOrder:
    """Events sorted by entity, time, `created` (null lowest), content hash.

    `rows[p]` is the source row at sorted position p, `at[p]` its time; entity e owns positions `starts[e]` up to
    `starts[e + 1]`. Rows with a null key are not in the order. `key` is None when it would overflow.
    """

    rows: Int64Array
    at: Int64Array
    starts: Int64Array
    key: Int64Array | None
    earliest: int
    span: int

    def count_before(self, entity: Int64Array, at: Int64Array) -> Int64Array:
        """Per probe, the sorted position of the entity's first event with time >= `at`: events before it are earlier.

        An unknown or null entity owns no rows: both its boundaries are the same position. O(log n) per probe.
        """
        known = (entity >= 0) & (entity < self.starts.size - 1)
        safe = np.where(known, entity, 0)
        if self.rows.size == 0:
            return np.zeros(entity.size, dtype=np.int64)
        shifted = np.clip(at, self.earliest, self.earliest + self.span - 1) - self.earliest
        if self.key is None:
            found = self._bisect(safe, shifted + self.earliest)
        else:
            found = np.searchsorted(self.key, safe * self.span + shifted, side="left")
        return np.where(known, found, 0)

    def count_until(self, entity: Int64Array, at: Int64Array) -> Int64Array:
        """As `count_before`, but events at exactly `at` count as earlier."""
        return self.count_before(entity, np.minimum(at, np.int64(_KEY_LIMIT - 1)) + 1)

    def _bisect(self, entity: Int64Array, at: Int64Array) -> Int64Array:
        low, high = self.starts[entity].copy(), self.starts[entity + 1].copy()
        for _ in range(int((high - low).max(initial=0)).bit_length()):
            middle = (low + high) // 2
            active = low < high
            earlier = active & (self.at[np.minimum(middle, self.at.size - 1)] < at)
            low = np.where(earlier, middle + 1, low)
            high = np.where(active & ~earlier, middle, high)
        return low


def order_events(events: EventRows, *, key_limit: int = _KEY_LIMIT) -> EventOrder:
    """Sort once. `key_limit` exists so that tests can force the bisection. O(n log n)."""
    present = np.flatnonzero(events.entity >= 0)
    entity, at = events.entity[present], events.at[present]
    entities = int(entity.max(initial=-1)) + 1
    earliest, latest = (int(at.min()), int(at.max())) if at.size else (0, 0)
    span = latest - earliest + 2
    fits = entities * span <= key_limit
    key = entity * span + (at - earliest) if fits else None
    order = np.argsort(key) if key is not None else np.lexsort((at, entity))
    same = _ties(entity[order], at[order])
    order = _settle_ties(order, same, events, present)
    starts = np.searchsorted(entity[order], np.arange(entities + 1))
    return EventOrder(
        rows=present[order],
        at=at[order],
        starts=starts.astype(np.int64),
        key=None if key is None else key[order],
        earliest=earliest,
        span=span,
    )


def _ties(entity: Int64Array, at: Int64Array) -> BoolArray:
    """Which sorted rows share entity and time with a neighbour."""
    equal = (entity[1:] == entity[:-1]) & (at[1:] == at[:-1])
    tied = np.zeros(entity.size, dtype=np.bool_)
    tied[1:] |= equal
    tied[:-1] |= equal
    return tied


def _settle_ties(order: Int64Array, tied: BoolArray, events: EventRows, present: Int64Array) -> Int64Array:
    """Put tied rows, usually few, into the order (created, content hash, source position)."""
    where = np.flatnonzero(tied)
    if where.size == 0:
        return order
    rows = present[order[where]]
    by: list[AnyArray] = [rows]
    if events.tie is not None:
        by.append(events.tie[rows])
    if events.created is not None:
        valid = events.created.valid[rows]
        by += [np.where(valid, events.created.values[rows], 0), valid]
    by += [events.at[rows], events.entity[rows]]
    settled = order.copy()
    settled[where] = order[where[np.lexsort(by)]]
    return settled
