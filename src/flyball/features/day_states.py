"""The rows of one push, parted into the days of entities they belong to: one sort for all, and few copies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from flyball.features.arrow import ROW_ID
from flyball.features.kernel import EntityState, EventRows, complete_events, order_events, take_events
from flyball.features.kernel.columns import Int64Array

DAY_US = 86_400_000_000


@dataclass(frozen=True, slots=True)
class DayRows:
    """One entity's rows of one day, in the state's order."""

    entity: int
    day: int
    events: EventRows


def part_by_day(events: EventRows) -> Iterator[DayRows]:
    """Each entity's rows of each day, ordered and complete; rows with a null key belong to nobody.

    Where rows can be told apart (`ROW_ID`), only the first of the same row counts. O(n log n) for all days together.
    """
    present = np.flatnonzero(events.entity >= 0)
    pairs = np.stack([events.entity[present], events.at[present] // DAY_US])
    named, group = np.unique(pairs, axis=1, return_inverse=True)
    if ROW_ID in events.columns:
        first = _first_of_each(group, events.columns[ROW_ID].values[present].astype(np.int64))
        present, group = present[first], group[first]
    grouped = take_events(complete_events(events), present).with_entity(group.astype(np.int64))
    order = order_events(grouped)
    ordered = take_events(grouped.with_entity(np.zeros(len(grouped), dtype=np.int64)), order.rows)
    for number, (entity, day) in enumerate(named.T.tolist()):
        yield DayRows(entity, day, ordered.part(int(order.starts[number]), int(order.starts[number + 1])))


def add_rows(before: EntityState | None, rows: EventRows) -> EntityState | None:
    """The day's state with what is new in `rows`; None if nothing is."""
    if before is None:
        return EntityState(rows)
    if ROW_ID in rows.columns:
        is_seen = np.isin(rows.columns[ROW_ID].values, before.events.columns[ROW_ID].values)
        if is_seen.all():
            return None
        if is_seen.any():
            rows = take_events(rows, np.flatnonzero(~is_seen))
    return before.extend(rows)


def _first_of_each(group: Int64Array, ids: Int64Array) -> Int64Array:
    """Positions of the first row of each (group, id), ascending."""
    order = np.lexsort((ids, group))
    is_first = np.ones(order.size, dtype=np.bool_)
    is_first[1:] = (np.diff(group[order]) != 0) | (np.diff(ids[order]) != 0)
    return np.sort(order[is_first])
