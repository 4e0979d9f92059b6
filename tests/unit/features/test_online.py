"""What is served is what training would have computed, however the rows arrived."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flyball.core.errors import BadInput, NotFound, SchemaMismatch
from flyball.features import FeatureStore, skew
from flyball.workspace import Workspace
from tests import workspaces
from tests.unit.features.flights import HOUR_S, MONDAY, definitions, feature_store

_US = pa.timestamp("us", tz="UTC")
_FLIGHTS = pa.schema(
    [
        ("flight_id", pa.string()),
        ("carrier", pa.string()),
        ("at", _US),
        ("known_at", _US),
        ("late", pa.bool_()),
        ("wait", pa.float64()),
    ]
)
_ASKED = pa.schema([("carrier", pa.string()), ("distance", pa.float64()), ("at", _US)])


def flight(number: int, carrier: str, hours: float, *, wait: float | None = 10.0, late: bool = False) -> dict[str, Any]:
    at = MONDAY + timedelta(hours=hours)
    return {"flight_id": f"F{number}", "carrier": carrier, "at": at, "known_at": at, "late": late, "wait": wait}


def table(*rows: dict[str, Any]) -> pa.Table:
    return pa.Table.from_pylist(list(rows), schema=_FLIGHTS)


def ask(*rows: tuple[str, float]) -> pa.Table:
    asked = [{"carrier": carrier, "distance": 100.0, "at": MONDAY + timedelta(hours=hours)} for carrier, hours in rows]
    return pa.Table.from_pylist(asked, schema=_ASKED)


@pytest.fixture
def store(local_ws: Workspace) -> FeatureStore:
    local_ws.features.apply(definitions=definitions())
    return feature_store(local_ws)


_SECONDS = st.integers(0, 9 * 24 * HOUR_S)
_ROWS = st.lists(
    st.tuples(
        st.sampled_from(["UA", "DL"]),
        _SECONDS,
        st.integers(0, 3 * 24 * HOUR_S),
        st.booleans(),
        st.one_of(st.none(), st.floats(-100, 100, allow_subnormal=False)),
    ),
    min_size=1,
    max_size=30,
    unique_by=lambda row: row[1],
)


@given(
    rows=_ROWS,
    asked=st.lists(st.tuples(st.sampled_from(["UA", "DL", "ZZ"]), _SECONDS), min_size=1, max_size=10),
    known=st.booleans(),
    pushes=st.tuples(st.integers(1, 10), st.randoms(use_true_random=False)),
)
def test_served_features_equal_the_training_set_in_any_order_of_pushes(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[tuple[str, int, int, bool, float | None]],
    asked: list[tuple[str, int]],
    known: bool,
    pushes: tuple[int, Any],
) -> None:
    size, order = pushes
    flights = [
        {
            "flight_id": f"F{number}", "carrier": carrier, "at": MONDAY + timedelta(seconds=at),
            "known_at": MONDAY + timedelta(seconds=at + delay), "late": late, "wait": wait,
        }
        for number, (carrier, at, delay, late, wait) in enumerate(rows)
    ]  # fmt: skip
    request = ask(*((carrier, at / HOUR_S) for carrier, at in asked))
    with workspaces.embedded(workspaces.settings_in(tmp_path_factory.mktemp("features"))) as ws:
        ws.features.apply(definitions=definitions(known=known))
        store = feature_store(ws)
        order.shuffle(flights)
        batches = [flights[k : k + size] for k in range(0, len(flights), size)]
        for batch in [*batches, *reversed(batches)]:
            store.push("flights", table(*batch))

        served = store.read(request, time="at")
        batch_made = store.historical(request, time="at", sources={"flights": table(*flights)})

    found = skew(served, batch_made, batch_made.column_names)
    assert [(one.feature, one.mismatches, one.missing, one.extra) for one in found] == [
        (name, 0, 0, 0) for name in batch_made.column_names
    ]


def test_only_what_was_known_by_then_counts(store: FeatureStore) -> None:
    store.push("flights", table(flight(1, "UA", 1), flight(2, "UA", 5)))

    found = store.read(ask(("UA", 0.5), ("UA", 2), ("UA", 5), ("UA", 6)), time="at")

    assert found["c_n_3h"].to_pylist() == [0.0, 1.0, 0.0, 1.0]


def test_a_row_pushed_twice_counts_once(store: FeatureStore) -> None:
    rows = table(flight(1, "UA", 1), flight(2, "UA", 2))
    assert store.push("flights", rows) == 2

    assert store.push("flights", rows) == 0

    assert store.read(ask(("UA", 3)), time="at")["c_n_3h"].to_pylist() == [2.0]


def test_the_newest_row_is_no_answer_after_its_time_to_live(store: FeatureStore) -> None:
    store.push("flights", table(flight(1, "UA", 0, wait=7.0)))

    found = store.read(ask(("UA", 1), ("UA", 5.9), ("UA", 6.1)), time="at")

    assert found["newest_wait"].to_pylist() == [7.0, 7.0, None]


def test_an_unknown_key_has_counts_of_zero_and_no_values(store: FeatureStore) -> None:
    store.push("flights", table(flight(1, "UA", 1)))

    [found] = store.read(ask(("ZZ", 2)), time="at").to_pylist()

    assert (found["c_n_3h"], found["newest_wait"], found["c_wait_mean_7d"]) == (0.0, None, None)
    assert found["distance"] == 100.0


def test_moments_without_a_zone_are_refused(store: FeatureStore) -> None:
    naive = table(flight(1, "UA", 1)).set_column(2, "at", pa.array([datetime(2013, 3, 4)], pa.timestamp("us")))
    asked = ask(("UA", 2)).set_column(2, "at", pa.array([datetime(2013, 3, 4)], pa.timestamp("us")))

    with pytest.raises(SchemaMismatch, match="time zone"):
        store.push("flights", naive)
    with pytest.raises(SchemaMismatch, match="time zone"):
        store.read(asked, time="at")
    with pytest.raises(SchemaMismatch, match="needs the column"):
        store.push("flights", table(flight(1, "UA", 1)).drop_columns(["wait"]))


def test_rows_are_pushed_and_read_by_key(ws: Workspace) -> None:
    ws.features.apply(definitions=definitions(ttl_s=None))
    now = ws.clock.now()
    rows = tuple(
        {
            "flight_id": f"F{k}", "carrier": "UA", "at": (now - timedelta(minutes=10 + k)).isoformat(),
            "late": k == 0, "wait": 10.0 * k,
        }
        for k in range(3)
    )  # fmt: skip

    assert ws.features.push("windows", rows=rows) >= 1
    assert ws.features.push("newest", rows=rows) >= 1
    assert ws.features.push("windows", rows=rows) == 0
    known, unknown = ws.features.read_online(
        "late-flight", rows=({"carrier": "UA", "distance": 100}, {"carrier": "ZZ", "distance": 200})
    )

    assert known.values["c_n_3h"] == 3.0
    assert known.values["newest_wait"] == 0.0
    assert known.values["distance"] == 100.0
    assert unknown.values["c_n_3h"] == 0.0
    assert unknown.values["newest_wait"] is None

    [then] = ws.features.read_online(
        "late-flight", rows=({"carrier": "UA", "distance": 100},), at=now - timedelta(minutes=11)
    )
    assert then.values["c_n_3h"] == 1.0


def test_a_push_over_rest_takes_plain_values_with_a_zone(ws: Workspace) -> None:
    ws.features.apply(definitions=definitions())
    row = {"flight_id": "F1", "carrier": "UA", "at": "2013-03-04T12:00:00", "late": False, "wait": 1.0}

    with pytest.raises(SchemaMismatch, match="time zone"):
        ws.features.push("windows", rows=(row,))
    with pytest.raises(SchemaMismatch, match="no moments"):
        ws.features.push("windows", rows=({**row, "at": "yesterday"},))
    with pytest.raises(BadInput):
        ws.features.push("windows", rows=({**row, "wait": [1.0]},))
    with pytest.raises(BadInput):
        ws.features.push("windows", rows=())
    with pytest.raises(BadInput, match="different types"):
        ws.features.push("windows", rows=(row, {**row, "wait": "long"}))
    with pytest.raises(NotFound):
        ws.features.push("nothing", rows=(row,))


def test_pushes_at_the_same_time_lose_no_row(ws: Workspace) -> None:
    ws.features.apply(definitions=definitions())
    now = ws.clock.now()

    def push(number: int) -> None:
        row = {
            "flight_id": f"F{number}", "carrier": "UA", "at": (now - timedelta(minutes=1)).isoformat(),
            "late": False, "wait": 1.0,
        }  # fmt: skip
        ws.features.push("windows", rows=(row,))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(push, range(12)))

    [found] = ws.features.read_online("late-flight", rows=({"carrier": "UA", "distance": 1},))
    assert found.values["c_n_3h"] == 12.0
