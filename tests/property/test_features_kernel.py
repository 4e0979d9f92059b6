"""Batch = incremental = online, to the bit, and all of them what plain loops say."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flyball.features.kernel import (
    Aggregation,
    AsofRule,
    Column,
    EntityState,
    EventRows,
    Found,
    LabelRows,
    NumpyPointInTimeJoin,
    Window,
    aggregate_windows,
    finalize,
    longest_us,
    row_hashes,
)
from flyball.features.kernel.order import order_events
from tests.property import features_oracle as oracle

TIMES = st.integers(-20, 60)
FLOATS = st.one_of(
    st.none(),
    st.sampled_from([0.0, -0.0, 0.1, 1e16, -1e16, 1e-300, 2.5, math.inf, -math.inf]),
    st.floats(-1e6, 1e6, allow_nan=False),
)
EVENT = st.fixed_dictionaries(
    {
        "entity": st.sampled_from([0, 1, 2, None]),
        "at": TIMES,
        "created": st.one_of(st.none(), st.integers(-20, 90)),
        "available": st.integers(-20, 120),
        "x": FLOATS,
        "n": st.one_of(st.none(), st.integers(-(2**40), 2**40)),
        "ok": st.one_of(st.none(), st.booleans()),
    }
)
LABELS = st.lists(st.tuples(st.sampled_from([0, 1, 2, 3, None]), st.integers(-25, 130)), max_size=12)
WINDOW = st.fixed_dictionaries(
    {
        "length": st.one_of(st.none(), st.integers(1, 50)),
        "offset": st.integers(0, 10),
        "closed": st.sampled_from(["left", "right"]),
        "tail": st.one_of(st.none(), st.integers(1, 9)),
    }
)
AS_OF = st.sampled_from(["event", "available"])
LAG = st.sampled_from([0, 0, 3])
SPECS = [
    *[(kind, "x") for kind in ("count", "sum", "mean", "min", "max", "var", "std", "last", "since_last")],
    *[(kind, "n") for kind in ("sum", "min", "max", "mean", "last")],
    ("sum", "ok"),
    ("rate", "ok"),
    ("min", "ok"),
    ("count", None),
    ("since_last", None),
]


def to_rows(events):
    columns = {
        "x": Column.of(np.array([math.nan if e["x"] is None else e["x"] for e in events], dtype=np.float64)),
        "n": Column.of(np.array([e["n"] or 0 for e in events], dtype=np.int64), [e["n"] is not None for e in events]),
        "ok": Column.of(
            np.array([bool(e["ok"]) for e in events], dtype=np.bool_), [e["ok"] is not None for e in events]
        ),
    }
    created = Column.of(
        np.array([e["created"] or 0 for e in events], dtype=np.int64), [e["created"] is not None for e in events]
    )
    return EventRows(
        entity=np.array([-1 if e["entity"] is None else e["entity"] for e in events], dtype=np.int64),
        at=np.array([e["at"] for e in events], dtype=np.int64),
        columns=columns,
        created=created,
        tie=row_hashes(columns, rows=len(events)),
        available_at=np.array([e["available"] for e in events], dtype=np.int64),
    )


def to_labels(labels):
    return LabelRows(
        np.array([-1 if entity is None else entity for entity, _ in labels], dtype=np.int64),
        np.array([at for _, at in labels], dtype=np.int64),
    )


def with_ties(events):
    rows = to_rows(events)
    return [{**event, "tie": int(tie)} for event, tie in zip(events, rows.tie, strict=True)]


def aggregations_for(window, where=None):
    kernel_window = Window(
        length_us=window["length"], offset_us=window["offset"], closed=window["closed"], tail_us=window["tail"]
    )
    return [
        Aggregation(name=f"{kind}_{column}", kind=kind, column=column, window=kernel_window, where=where)
        for kind, column in SPECS
    ]


def bits(column):
    """Value and presence, floats by their bits; what a null holds does not matter."""
    return [
        None if not valid else (value.hex() if isinstance(value, float) else value)
        for value, valid in zip(column.values.tolist(), column.valid.tolist(), strict=True)
    ]


@given(st.lists(EVENT, max_size=25), LABELS, WINDOW, st.tuples(AS_OF, LAG), st.sampled_from([None, "ok"]))
def test_windows_are_what_plain_loops_say(events, labels, window, rule, where):
    as_of, lag = rule
    events = with_ties(events)
    got = aggregate_windows(
        to_rows(events), to_labels(labels), aggregations_for(window, where), as_of=as_of, lag_us=lag
    )

    for kind, column in SPECS:
        for position, (entity, moment) in enumerate(labels):
            want = oracle.aggregate(
                events, entity, moment, kind, column, window=window, where=where, as_of=as_of, lag=lag
            )
            values = got[f"{kind}_{column}"]
            have = values.values[position].item() if values.valid[position] else None
            scale = sum(abs(e["x"]) for e in events if e["x"] is not None and math.isfinite(e["x"]))
            assert same(kind, column, have, want, scale), (kind, column, entity, moment, have, want)


def same(kind, column, have, want, scale):
    if isinstance(want, float) and isinstance(have, float) and math.isnan(want):
        return math.isnan(have)
    if column != "x" or kind in ("count", "min", "max", "last", "since_last") or want is None or have is None:
        return have == want
    if math.isinf(want):
        return have == want
    if kind in ("var", "std"):
        return have == pytest.approx(want, rel=1e-9, abs=1e-290)
    return abs(have - want) <= 1e-12 * scale


@given(st.lists(EVENT, max_size=25), LABELS, WINDOW, AS_OF, st.randoms(use_true_random=False))
def test_the_order_of_events_and_labels_changes_no_bit(events, labels, window, as_of, random):
    aggregations = aggregations_for(window)
    got = aggregate_windows(to_rows(events), to_labels(labels), aggregations, as_of=as_of)
    shuffled_events, order = events[:], list(range(len(labels)))
    random.shuffle(shuffled_events)
    random.shuffle(order)

    again = aggregate_windows(
        to_rows(shuffled_events), to_labels([labels[i] for i in order]), aggregations, as_of=as_of
    )

    for name, column in got.items():
        assert [bits(column)[i] for i in order] == bits(again[name])


@given(st.lists(EVENT, max_size=25), st.integers(-25, 130), WINDOW, AS_OF, st.integers(1, 7))
def test_batch_incremental_and_online_are_the_same_bits(events, moment, window, as_of, batch_size):
    aggregations = aggregations_for(window)
    schema = EntityState.empty(to_rows([]).columns)
    batch = aggregate_windows(
        to_rows(events), LabelRows(np.arange(4), np.full(4, moment, dtype=np.int64)), aggregations, as_of=as_of
    )

    states = [None, None, None, None]
    for start in range(0, len(events), batch_size):
        for entity in range(3):
            new = [e for e in events[start : start + batch_size] if e["entity"] == entity]
            if new:
                state = states[entity] or schema
                states[entity] = EntityState.from_bytes(state.update(to_rows(new)).to_bytes())
    online = finalize(states, moment, aggregations, schema=schema, as_of=as_of)
    reach = longest_us(aggregations)
    kept = [None if s is None or reach is None else s.evict(moment - reach) for s in states]
    evicted = finalize(kept if reach is not None else states, moment, aggregations, schema=schema, as_of=as_of)

    for name, column in batch.items():
        assert bits(column) == bits(online[name]) == bits(evicted[name]), name


@given(
    st.lists(EVENT, max_size=30),
    LABELS,
    st.one_of(st.none(), st.integers(1, 60)),
    AS_OF,
    LAG,
)
def test_the_point_in_time_join_is_what_plain_loops_say(events, labels, ttl, as_of, lag):
    events = with_ties(events)
    rule = AsofRule(ttl_us=ttl, as_of=as_of, lag_us=lag)

    matches = NumpyPointInTimeJoin().join(to_labels(labels), to_rows(events), rule)

    for position, (entity, moment) in enumerate(labels):
        want, status = oracle.look_up(events, entity, moment, ttl=ttl, as_of=as_of, lag=lag)
        row = int(matches.row[position])
        assert Found(int(matches.found[position])).name.lower() == status
        assert (row == -1) == (want is None)
        if want is not None:
            assert oracle.sort_key(events[row]) == oracle.sort_key(want)


@given(st.lists(EVENT, min_size=1, max_size=30), LABELS)
def test_boundaries_are_the_same_when_the_sort_key_would_overflow(events, labels):
    rows, probes = to_rows(events), to_labels(labels)
    fast, slow = order_events(rows), order_events(rows, key_limit=0)

    assert fast.key is not None
    assert slow.key is None or not (rows.entity >= 0).any()
    assert fast.rows.tolist() == slow.rows.tolist()
    for count in ("count_before", "count_until"):
        assert (
            getattr(fast, count)(probes.entity, probes.at).tolist()
            == getattr(slow, count)(probes.entity, probes.at).tolist()
        )


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=30), st.data())
def test_a_float_sum_is_the_exact_sum_rounded_whatever_surrounds_the_window(values, data):
    low = data.draw(st.integers(0, len(values) - 1))
    high = data.draw(st.integers(low + 1, len(values)))
    events = EventRows(np.zeros(len(values), dtype=np.int64), np.arange(len(values)), {"x": Column.of(values)})
    spec = [Aggregation(name="s", kind="sum", column="x", window=Window(length_us=high - low))]
    alone = EventRows(events.entity[low:high], events.at[low:high], {"x": Column.of(values[low:high])})
    label = LabelRows(np.zeros(1, dtype=np.int64), np.array([high]))

    inside, by_itself = (aggregate_windows(e, label, spec)["s"].values[0] for e in (events, alone))

    assert inside.hex() == by_itself.hex()
    try:
        exact = math.fsum(values[low:high])
    except OverflowError:
        return
    assert math.isinf(inside) or abs(inside - exact) <= math.ulp(exact)
