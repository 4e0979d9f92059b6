"""What goes into the kernel: event rows of one view and label rows, both as parallel arrays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from flyball.core.errors import BadInput
from flyball.features.kernel.columns import AnyArray, Column, Int64Array, UInt64Array


@dataclass(frozen=True, slots=True)
class LabelRows:
    """The questions: entity code (-1: null key) and moment T of each, in any order, repeats allowed."""

    entity: Int64Array
    at: Int64Array

    def __post_init__(self) -> None:
        _same_length(self.entity, self.at)

    def __len__(self) -> int:
        return self.entity.size


@dataclass(frozen=True, slots=True)
class EventRows:
    """The facts: entity, event time and columns, with what decides ties and when each row was known.

    `created` may hold nulls (lowest in a tie). `tie` is the row's content hash (`row_hashes`): without it, rows that
    agree in entity, time and `created` have no defined winner. `available_at` is when the row could first be seen.
    """

    entity: Int64Array
    at: Int64Array
    columns: Mapping[str, Column] = field(default_factory=dict)
    created: Column | None = None
    tie: UInt64Array | None = None
    available_at: Int64Array | None = None

    def __post_init__(self) -> None:
        _same_length(self.entity, self.at, *(column.values for column in self.columns.values()))

    def __len__(self) -> int:
        return self.entity.size

    def known_at(self, *, delay_us: int | None = None) -> Int64Array:
        """When each row could be seen: `available_at`, else time plus `delay_us`, else `created`, else event time."""
        if self.available_at is not None:
            return self.available_at
        if delay_us is not None:
            return self.at + delay_us
        if self.created is None:
            return self.at
        created: Int64Array = np.where(self.created.valid, self.created.values, self.at).astype(np.int64)
        return created

    def with_entity(self, entity: Int64Array) -> EventRows:
        """The same facts under other entity codes."""
        return EventRows(
            entity, self.at, self.columns, created=self.created, tie=self.tie, available_at=self.available_at
        )

    def part(self, start: int, end: int) -> EventRows:
        """A copy of the rows from `start` up to `end`, so that a small part does not keep the whole in memory."""
        rows = slice(start, end)
        columns = {name: Column(c.values[rows].copy(), c.valid[rows].copy()) for name, c in self.columns.items()}
        created = self.created
        return EventRows(
            self.entity[rows].copy(),
            self.at[rows].copy(),
            columns,
            created=None if created is None else Column(created.values[rows].copy(), created.valid[rows].copy()),
            tie=None if self.tie is None else self.tie[rows].copy(),
            available_at=None if self.available_at is None else self.available_at[rows].copy(),
        )


def _same_length(*arrays: AnyArray) -> None:
    lengths = {array.shape[0] for array in arrays}
    if len(lengths) > 1:
        raise BadInput(f"arrays of one table have different lengths: {sorted(lengths)}")
