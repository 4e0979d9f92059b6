"""The point-in-time join: for each label the latest row of its entity as the world knew it at T."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from flyball.core.errors import BadInput
from flyball.features.kernel.columns import Int64Array
from flyball.features.kernel.order import EventOrder, order_events
from flyball.features.kernel.rows import EventRows, LabelRows
from flyball.features.kernel.windows import AsOf


class Found(IntEnum):
    """What a look-up came to; a null inside the winning row is for the reader of its columns to see."""

    PRESENT = 0
    EXPIRED = 1
    NOT_FOUND = 2


class AsofRule(Struct, frozen=True, kw_only=True):
    """How to choose. `as_of` None is "available" where the view says when rows were known, else "event".

    `ttl_us` is inclusive and None never expires. `delay_us` declares that rows are known so long after they happen.
    `lag_us` is the delay of serving: a row counts if it was known (or happened) by `T - lag_us`.
    """

    ttl_us: int | None = None
    as_of: AsOf | None = None
    delay_us: int | None = None
    lag_us: int = 0

    def resolve(self, view: EventRows) -> AsOf:
        """The rule that applies to this view; a recipe stores it."""
        if self.as_of is not None:
            return self.as_of
        declared = view.created is not None or view.available_at is not None or self.delay_us is not None
        return "available" if declared else "event"


class Matches(NamedTuple):
    """Per label, in label order: the view's row (-1: none) and a `Found` code as uint8. An expired row is -1."""

    row: Int64Array
    found: npt.NDArray[np.uint8]


class PointInTimeJoin(Protocol):
    """The join that every engine must answer alike; `features/contract.py` holds the tests.

    Exactly one match per label, in label order, repeated labels included. Candidates are rows of the same entity with
    event time <= T and, under "available", known by T. The greatest (event time, `created` with null lowest, content
    hash) wins; if it is older than the ttl the answer is EXPIRED, never an older row. A null key matches nothing.
    Neither input is changed; the answer does not depend on the order of the view's rows.
    """

    def join(self, labels: LabelRows, view: EventRows, rule: AsofRule) -> Matches:
        """The winning row of `view` for each label."""
        ...


class NumpyPointInTimeJoin:
    """One sort, one binary search per label, and for late rows a walk along precomputed pointers.

    >>> view = EventRows(np.array([0, 0]), np.array([10, 20]))
    >>> NumpyPointInTimeJoin().join(
    ...     LabelRows(np.array([0, 0, -1]), np.array([20, 19, 20])), view, AsofRule()
    ... ).row.tolist()
    [1, 0, -1]
    """

    def join(self, labels: LabelRows, view: EventRows, rule: AsofRule) -> Matches:
        """See the port. O((rows + labels) log rows)."""
        if rule.ttl_us is not None and rule.ttl_us <= 0:
            raise BadInput("a ttl must be positive", why=f"ttl_us is {rule.ttl_us}", hint="None never expires")
        order = order_events(view)
        as_of = rule.resolve(view)
        until = labels.at - rule.lag_us if as_of == "event" else labels.at
        winner = order.count_until(labels.entity, until) - 1
        floor = order.count_before(labels.entity, np.full_like(labels.at, np.iinfo(np.int64).min))
        if as_of == "available":
            known = view.known_at(delay_us=rule.delay_us)[order.rows]
            winner = _known_winner(winner, floor, known, labels.at - rule.lag_us, order)
        missing = winner < floor
        return _matches(winner, missing, labels, order, rule.ttl_us)


def _known_winner(
    winner: Int64Array, floor: Int64Array, known: Int64Array, seen: Int64Array, order: EventOrder
) -> Int64Array:
    """Step back from winners not yet known to the next older row that could be."""
    before = _known_earlier(known, order)
    winner = winner.copy()
    late = np.flatnonzero(winner >= floor)
    while late.size:
        late = late[known[winner[late]] > seen[late]]
        winner[late] = before[winner[late]]
        late = late[winner[late] >= floor[late]]
    return winner


def _known_earlier(known: Int64Array, order: EventOrder) -> Int64Array:
    """Per sorted row, the nearest older row of its entity with a smaller `known`, or -1.

    Rows in between became known no earlier, so whoever finds this row too late can skip them. By pointer jumping:
    everything between a row and its pointer is known no earlier than the row, and that stays true when the pointer is
    replaced by the pointer's own pointer.
    """
    pointer = np.arange(known.size) - 1
    pointer[order.starts[:-1][order.starts[:-1] < known.size]] = -1
    active = np.flatnonzero(pointer >= 0)
    while active.size:
        active = active[known[pointer[active]] >= known[active]]
        pointer[active] = pointer[pointer[active]]
        active = active[pointer[active] >= 0]
    return pointer


def _matches(
    winner: Int64Array, missing: npt.NDArray[np.bool_], labels: LabelRows, order: EventOrder, ttl_us: int | None
) -> Matches:
    safe = np.where(missing, 0, winner)
    if order.rows.size == 0:
        return Matches(np.full(len(labels), -1), np.full(len(labels), Found.NOT_FOUND, dtype=np.uint8))
    expired = np.zeros_like(missing) if ttl_us is None else labels.at - order.at[safe] > ttl_us
    found = np.where(missing, Found.NOT_FOUND, np.where(expired, Found.EXPIRED, Found.PRESENT)).astype(np.uint8)
    return Matches(np.where(found == Found.PRESENT, order.rows[safe], -1), found)
