"""Window state of one entity: its raw events as packed columns, updated, evicted and read without a second algorithm.

A read hands the packed arrays to `aggregate_windows`, the function that builds training sets; so an online answer and
a batch answer over the same events are the same bits, whatever history the state has already dropped outside the
windows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import msgspec
import numpy as np

from flyball.core.errors import BadInput, SchemaMismatch, StoreCorrupt
from flyball.features.kernel.columns import AnyArray, BoolArray, Column, Int64Array, UInt64Array
from flyball.features.kernel.hashing import row_hashes
from flyball.features.kernel.order import order_events
from flyball.features.kernel.rows import EventRows, LabelRows
from flyball.features.kernel.windows import Aggregation, AsOf, aggregate_windows

_FORMAT = 1
_T = TypeVar("_T")


class _Packed(msgspec.Struct, frozen=True, array_like=True):
    """The wire form: per column a kind, raw little-endian bytes (objects: a msgpack list) and which are there."""

    format: int
    count: int
    at: bytes
    available_at: bytes
    created: bytes
    has_created: bytes
    tie: bytes
    columns: dict[str, tuple[str, bytes, bytes]]


@dataclass(frozen=True, slots=True)
class EntityState:
    """Events of one entity in rule 5's order (time, created, content hash). Every method returns a new state."""

    events: EventRows

    @classmethod
    def empty(cls, columns: Mapping[str, Column]) -> EntityState:
        """No events yet; `columns` (any length) gives names and types."""
        none = np.zeros(0, dtype=np.int64)
        return cls(complete_events(EventRows(none, none, {name: c.take(none) for name, c in columns.items()})))

    def update(self, events: EventRows) -> EntityState:
        """Add events in any order. Entity codes in `events` are ignored: all of them are this entity's."""
        both = concat_events([self.events, complete_events(events)])
        both = both.with_entity(np.zeros(len(both), dtype=np.int64))
        return EntityState(take_events(both, order_events(both).rows))

    def extend(self, events: EventRows) -> EntityState:
        """As `update`, for complete events in the state's order: if all happened later, nothing is sorted again."""
        if not len(events):
            return self
        if len(self.events) and events.at[0] <= self.events.at[-1]:
            return self.update(events)
        return EntityState(concat_events([self.events, events]))

    def evict(self, before: int) -> EntityState:
        """Drop events that happened before that moment; `longest_us` says how far back the windows reach."""
        return EntityState(
            take_events(self.events, np.arange(np.searchsorted(self.events.at, before), len(self.events)))
        )

    def to_bytes(self) -> bytes:
        """The packed form for the online store."""
        events = self.events
        created = _require(events.created)
        packed = _Packed(
            format=_FORMAT,
            count=len(events),
            at=_raw(events.at),
            available_at=_raw(_require(events.available_at)),
            created=_raw(created.values),
            has_created=_raw(created.valid),
            tie=_raw(_hashes(events)),
            columns={name: _pack_column(column) for name, column in events.columns.items()},
        )
        return msgspec.msgpack.encode(packed)

    @classmethod
    def from_bytes(cls, data: bytes) -> EntityState:
        """The inverse of `to_bytes`; damaged bytes are `StoreCorrupt`."""
        try:
            packed = msgspec.msgpack.decode(data, type=_Packed)
            if packed.format != _FORMAT:
                raise StoreCorrupt("a window state has an unknown format", why=f"format {packed.format}")
            columns = {name: _unpack_column(packed.count, *parts) for name, parts in packed.columns.items()}
            created = Column(_int64(packed.created, packed.count), _bools(packed.has_created, packed.count))
            at, available_at = _int64(packed.at, packed.count), _int64(packed.available_at, packed.count)
            tie = _int64(packed.tie, packed.count).view(np.uint64)
        except (msgspec.DecodeError, ValueError) as error:
            raise StoreCorrupt("a window state cannot be read", why=str(error)) from error
        entity = np.zeros(packed.count, dtype=np.int64)
        return cls(EventRows(entity, at, columns, created=created, tie=tie, available_at=available_at))


def finalize(
    states: Sequence[EntityState | None],
    at: int,
    aggregations: Sequence[Aggregation],
    *,
    schema: EntityState,
    as_of: AsOf = "event",
    lag_us: int = 0,
) -> dict[str, Column]:
    """The aggregations of many entities at one moment, in one kernel call; None is an entity never seen.

    `schema` (usually `EntityState.empty(...)`) gives the columns when all states are None.
    """
    present = [
        state.events.with_entity(np.full(len(state.events), code, dtype=np.int64))
        for code, state in enumerate(states)
        if state is not None
    ]
    labels = LabelRows(np.arange(len(states)), np.full(len(states), at, dtype=np.int64))
    events = concat_events([schema.events, *present])
    return aggregate_windows(events, labels, aggregations, as_of=as_of, lag_us=lag_us)


def concat_events(tables: Sequence[EventRows]) -> EventRows:
    """Tables of the same columns, one after the other, with `created`, `tie` and `available_at` filled in."""
    complete = [complete_events(table) for table in tables]
    names = list(complete[0].columns)
    if any(set(table.columns) != set(names) for table in complete):
        raise SchemaMismatch("events have other columns than the state", why=f"the state has {sorted(names)}")
    return EventRows(
        entity=np.concatenate([table.entity for table in complete]),
        at=np.concatenate([table.at for table in complete]),
        columns={name: _concat([table.columns[name] for table in complete]) for name in names},
        created=_concat([_require(table.created) for table in complete]),
        tie=np.concatenate([_hashes(table) for table in complete]),
        available_at=np.concatenate([_require(table.available_at) for table in complete]),
    )


def complete_events(events: EventRows) -> EventRows:
    """Events with `created`, `tie` and `available_at` filled in by the rules of `EventRows`."""
    if events.created is not None and events.tie is not None and events.available_at is not None:
        return events
    created = events.created
    if created is None:
        created = Column(np.zeros(len(events), dtype=np.int64), np.zeros(len(events), dtype=np.bool_))
    return EventRows(
        events.entity,
        events.at,
        events.columns,
        created=created,
        tie=_hashes(events),
        available_at=events.known_at(),
    )


def _hashes(events: EventRows) -> UInt64Array:
    return row_hashes(events.columns, rows=len(events)) if events.tie is None else events.tie


def take_events(events: EventRows, rows: Int64Array) -> EventRows:
    """The rows at those positions of complete events."""
    return EventRows(
        events.entity[rows],
        events.at[rows],
        {name: column.take(rows) for name, column in events.columns.items()},
        created=_require(events.created).take(rows),
        tie=_hashes(events)[rows],
        available_at=_require(events.available_at)[rows],
    )


def _concat(columns: Sequence[Column]) -> Column:
    filled = [column for column in columns if column.values.size] or [columns[0]]
    if len({column.values.dtype for column in filled}) > 1:
        raise SchemaMismatch("a column changes its type between events", why=f"{[c.values.dtype for c in filled]}")
    return Column(
        np.concatenate([column.values for column in filled]), np.concatenate([column.valid for column in filled])
    )


def _require(value: _T | None) -> _T:
    if value is None:
        raise BadInput("events are not complete", hint="build them with EntityState.update")
    return value


def _raw(array: AnyArray) -> bytes:
    return array.astype(array.dtype.newbyteorder("<"), copy=False).tobytes()


def _pack_column(column: Column) -> tuple[str, bytes, bytes]:
    kind = column.values.dtype.kind
    values = msgspec.msgpack.encode(column.to_list()) if kind == "O" else _raw(column.values)
    return kind, values, _raw(column.valid)


def _unpack_column(count: int, kind: str, values: bytes, valid: bytes) -> Column:
    present = _bools(valid, count)
    if kind == "O":
        objects: list[object] = msgspec.msgpack.decode(values)
        return Column(np.array([*objects, None], dtype=np.object_)[:-1], present)
    if kind == "b":
        return Column(_bools(values, count), present)
    _check_size(values, 8 * count)
    return Column(np.frombuffer(values, dtype=np.int64 if kind == "i" else np.float64), present)


def _int64(data: bytes, count: int) -> Int64Array:
    _check_size(data, 8 * count)
    return np.frombuffer(data, dtype=np.int64)


def _bools(data: bytes, count: int) -> BoolArray:
    _check_size(data, count)
    return np.frombuffer(data, dtype=np.bool_)


def _check_size(data: bytes, wanted: int) -> None:
    if len(data) != wanted:
        raise ValueError(f"{len(data)} bytes where {wanted} were written")
