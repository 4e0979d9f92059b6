from __future__ import annotations

import numpy as np
import pytest

from flyball.core.errors import SchemaMismatch, StoreCorrupt
from flyball.features.kernel import Aggregation, Column, EntityState, EventRows, Window, finalize

SCHEMA = EntityState.empty({"x": Column.of([1.0]), "carrier": Column.of(["AA"])})
SPECS = [
    Aggregation(name="n", kind="count", window=Window(length_us=10)),
    Aggregation(name="x", kind="sum", column="x", window=Window(length_us=10)),
    Aggregation(name="carrier", kind="last", column="carrier", window=Window(length_us=10)),
]


def events(at: list[int], x: list[float], carrier: list[str]) -> EventRows:
    columns = {"x": Column.of(x), "carrier": Column.of(carrier)}
    return EventRows(np.zeros(len(at), dtype=np.int64), np.array(at, dtype=np.int64), columns)


def test_a_state_survives_its_bytes_and_answers_for_many_entities_at_once() -> None:
    state = SCHEMA.update(events([5, 3], [0.5, 0.25], ["DL", "UA"]))
    again = EntityState.from_bytes(state.to_bytes())

    values = finalize([again, None], 6, SPECS, schema=SCHEMA)

    assert again.to_bytes() == state.to_bytes()
    assert {name: column.to_list() for name, column in values.items()} == {
        "n": [2, 0],
        "x": [0.75, 0.0],
        "carrier": ["DL", None],
    }


def test_the_window_moves_with_the_clock_when_no_event_arrives() -> None:
    state = SCHEMA.update(events([5], [1.0], ["DL"]))

    counts = [finalize([state], t, SPECS, schema=SCHEMA)["n"].to_list() for t in (5, 6, 15, 16)]

    assert counts == [[0], [1], [1], [0]]


def test_arrival_order_does_not_change_the_bytes() -> None:
    one = SCHEMA.update(events([5, 5, 1], [1.0, 2.0, 3.0], ["a", "b", "c"]))
    two = SCHEMA.update(events([5], [2.0], ["b"])).update(events([1, 5], [3.0, 1.0], ["c", "a"]))

    assert one.to_bytes() == two.to_bytes()


def test_eviction_drops_only_what_is_older() -> None:
    state = SCHEMA.update(events([1, 5, 9], [1.0, 2.0, 3.0], ["a", "b", "c"])).evict(5)

    assert state.events.at.tolist() == [5, 9]


def test_events_with_other_columns_or_types_are_refused() -> None:
    at = np.array([1])
    with pytest.raises(SchemaMismatch, match="other columns"):
        SCHEMA.update(EventRows(at, at, {"x": Column.of([1.0])}))
    with pytest.raises(SchemaMismatch, match="type"):
        SCHEMA.update(events([1], [1.0], ["a"])).update(
            EventRows(at, at, {"x": Column.of([1]), "carrier": Column.of(["a"])})
        )


def test_damaged_bytes_are_named_as_such() -> None:
    data = SCHEMA.update(events([1], [1.0], ["a"])).to_bytes()

    for bad in (data[:-1], b"", b"\x93\x01\x02\x03", data[:1] + b"\x07" + data[2:]):
        with pytest.raises(StoreCorrupt):
            EntityState.from_bytes(bad)
