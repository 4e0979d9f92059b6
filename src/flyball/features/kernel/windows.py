"""Aggregates over time windows at each label's moment: the one kernel behind training, pushes and reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, TypeAlias

import numpy as np
from msgspec import Struct

from flyball.core.errors import BadInput, SchemaMismatch
from flyball.features.kernel.aggregations import AGGREGATIONS
from flyball.features.kernel.columns import Column, Int64Array
from flyball.features.kernel.order import EventOrder, order_events
from flyball.features.kernel.rows import EventRows, LabelRows
from flyball.features.kernel.series import Part, Series
from flyball.features.kernel.visible import Delays, Segment, label_chunks, measure_delays, visible_segments

AsOf: TypeAlias = Literal["event", "available"]
_SeriesKey: TypeAlias = tuple[str | None, str | None]
_EARLIEST = -(2**62)  # far below any moment, and safe to subtract from


class Window(Struct, frozen=True, kw_only=True):
    """`[T - length, T)` moved back by `offset_us`; `closed="right"` gives `(T - length, T]`; no length is the lifetime.

    `tail_us` floors the start to a multiple of that hop, for state that keeps tiles instead of rows.
    """

    length_us: int | None = None
    offset_us: int = 0
    closed: Literal["left", "right"] = "left"
    tail_us: int | None = None


class Aggregation(Struct, frozen=True, kw_only=True):
    """One output column. `column` None counts rows; `where` names a boolean column that a row must hold."""

    name: str
    kind: str
    column: str | None = None
    window: Window = Window()
    where: str | None = None


def aggregate_windows(
    events: EventRows,
    labels: LabelRows,
    aggregations: Sequence[Aggregation],
    *,
    as_of: AsOf = "event",
    delay_us: int | None = None,
    lag_us: int = 0,
) -> dict[str, Column]:
    """Every aggregation at every label, in label order.

    Under `as_of="available"` an event counts only if it was known at `T - lag_us` (`EventRows.known_at`). The result
    does not depend on the order of events or labels, to the bit. O((events + labels) log events), plus the rows of the
    usual delay before T per label when availability matters.
    """
    order = order_events(events)
    delays = measure_delays(order, events.known_at(delay_us=delay_us)) if as_of == "available" else None
    probe = np.lexsort((labels.at, labels.entity))  # sorted probes walk memory forward
    sorted_labels = LabelRows(labels.entity[probe], labels.at[probe])
    series = _SeriesCache(order, events, delays)
    pieces: dict[str, list[Column]] = {aggregation.name: [] for aggregation in aggregations}
    for windows in _sharing_an_end(aggregations):
        for chunk, segments in _segments(order, delays, sorted_labels, windows, lag_us=lag_us):
            series.forget_picked()
            for aggregation in aggregations:
                if aggregation.window in windows:
                    parts = series.parts(aggregation, segments[windows.index(aggregation.window)])
                    column = AGGREGATIONS.get(aggregation.kind)(parts, sorted_labels.at[chunk])
                    pieces[aggregation.name].append(column)
    return {name: _unsorted(columns, probe) for name, columns in pieces.items()}


def window_bounds(order: EventOrder, labels: LabelRows, window: Window) -> tuple[Int64Array, Int64Array]:
    """Sorted positions `[lo, hi)` of each label's window."""
    _check(window)
    end = labels.at - window.offset_us
    start = np.full_like(end, _EARLIEST) if window.length_us is None else end - window.length_us
    if window.tail_us is not None and window.length_us is not None:
        start = start // window.tail_us * window.tail_us
    boundary = order.count_before if window.closed == "left" else order.count_until
    return boundary(labels.entity, start), boundary(labels.entity, end)


def longest_us(aggregations: Sequence[Aggregation]) -> int | None:
    """How far back the windows reach from T, the hop of a floored tail included; None if one covers the lifetime."""
    reach = 0
    for window in (aggregation.window for aggregation in aggregations):
        if window.length_us is None:
            return None
        reach = max(reach, window.length_us + window.offset_us + (window.tail_us or 0))
    return reach


def _check(window: Window) -> None:
    if window.length_us is not None and window.length_us <= 0:
        raise BadInput("a window has no length", why=f"length_us is {window.length_us}", hint="None is the lifetime")
    if window.offset_us < 0:
        raise BadInput("a window would look into the future", why=f"offset_us is {window.offset_us}")
    if window.tail_us is not None and window.tail_us <= 0:
        raise BadInput("a hop must be positive", why=f"tail_us is {window.tail_us}")


def _sharing_an_end(aggregations: Sequence[Aggregation]) -> list[list[Window]]:
    """The different windows, those that end at the same boundary together."""
    if len({aggregation.name for aggregation in aggregations}) < len(aggregations):
        raise BadInput("two aggregations have the same name")
    groups: dict[tuple[int, str], list[Window]] = {}
    for window in dict.fromkeys(aggregation.window for aggregation in aggregations):
        groups.setdefault((window.offset_us, window.closed), []).append(window)
    return list(groups.values())


def _segments(
    order: EventOrder, delays: Delays | None, labels: LabelRows, windows: Sequence[Window], *, lag_us: int
) -> Iterator[tuple[slice, list[list[Segment]]]]:
    """Per chunk of labels: per window its segments."""
    bounds = [window_bounds(order, labels, window) for window in windows]
    starts, hi = [lo for lo, _ in bounds], bounds[0][1]
    if delays is None:
        seen = order.count_until(labels.entity, labels.at - lag_us) if lag_us else hi
        yield slice(None), [[Segment(None, lo, np.clip(seen, lo, hi))] for lo in starts]
        return
    for chunk in label_chunks(order, delays, labels, np.minimum.reduce(starts), hi, lag_us=lag_us):
        part = LabelRows(labels.entity[chunk], labels.at[chunk])
        yield chunk, visible_segments(order, delays, part, [lo[chunk] for lo in starts], hi[chunk], lag_us=lag_us)


class _SeriesCache:
    """One `Series` per column and condition, shared by all windows of a call."""

    def __init__(self, order: EventOrder, events: EventRows, delays: Delays | None) -> None:
        self._order, self._events, self._delays = order, events, delays
        self._made: dict[_SeriesKey, tuple[Series, Series]] = {}
        self._picked: dict[tuple[str | None, str | None, int], Series] = {}

    def parts(self, aggregation: Aggregation, segments: Sequence[Segment]) -> list[Part]:
        key = (aggregation.column, aggregation.where)
        if key not in self._made:
            self._made[key] = self._make(aggregation)
        whole, body = self._made[key]
        return [
            Part(body if s.picked is None else self._picked_series(key, whole, s.picked), s.lo, s.hi) for s in segments
        ]

    def forget_picked(self) -> None:
        """Rows listed for one chunk of labels are of no use to the next."""
        self._picked.clear()

    def _picked_series(self, key: _SeriesKey, whole: Series, picked: Int64Array) -> Series:
        known = (*key, id(picked))
        if known not in self._picked:
            self._picked[known] = whole.take(picked)
        return self._picked[known]

    def _make(self, aggregation: Aggregation) -> tuple[Series, Series]:
        rows = self._order.rows
        if aggregation.column is None:
            column = Column(np.ones(rows.size, dtype=np.bool_), np.ones(rows.size, dtype=np.bool_))
        else:
            column = self._column(aggregation.column, aggregation).take(rows)
        valid = column.valid
        if aggregation.where is not None:
            condition = self._column(aggregation.where, aggregation).take(rows)
            valid = valid & condition.valid & condition.values.astype(np.bool_)
        whole = Series(column.values, valid, self._order.at, np.arange(rows.size))
        return whole, whole if self._delays is None else whole.without(self._delays.slow)

    def _column(self, name: str, aggregation: Aggregation) -> Column:
        columns: Mapping[str, Column] = self._events.columns
        if name not in columns:
            raise SchemaMismatch(f"{aggregation.name} needs the column {name!r}", why=f"there are {sorted(columns)}")
        return columns[name]


def _unsorted(pieces: Sequence[Column], probe: Int64Array) -> Column:
    if not pieces:
        return Column(np.zeros(0), np.zeros(0, dtype=np.bool_))
    values = np.concatenate([piece.values for piece in pieces])
    valid = np.concatenate([piece.valid for piece in pieces])
    back = np.empty(probe.size, dtype=np.int64)
    back[probe] = np.arange(probe.size)
    return Column(values[back], valid[back])
