"""Windows at a moment: edges, nulls, infinities, availability, refusals. The loops of the oracle do the rest."""

from __future__ import annotations

import math

import numpy as np
import pytest

from flyball.core.errors import BadInput, NotFound, SchemaMismatch
from flyball.features.kernel import Aggregation, Column, EventRows, LabelRows, Window, aggregate_windows, longest_us


def answer(kind, at, values, *, moments, column="x", window=None, where=None, available=None, **how):
    events = EventRows(
        np.zeros(len(at), dtype=np.int64),
        np.array(at, dtype=np.int64),
        {"x": Column.of(values), "ok": Column.of([True] * len(at))},
        available_at=None if available is None else np.array(available, dtype=np.int64),
    )
    labels = LabelRows(np.zeros(len(moments), dtype=np.int64), np.array(moments, dtype=np.int64))
    spec = Aggregation(name="out", kind=kind, column=column, window=window or Window(), where=where)
    return aggregate_windows(events, labels, [spec], **how)["out"].to_list()


def test_a_window_holds_its_start_and_not_the_moment_itself() -> None:
    window = Window(length_us=10)

    assert answer("count", [10, 20], [1.0, 1.0], moments=[20, 21, 10], window=window) == [1, 1, 0]


def test_a_right_closed_window_holds_the_moment_and_not_its_start() -> None:
    window = Window(length_us=10, closed="right")

    assert answer("count", [10, 20], [1.0, 1.0], moments=[20, 19], window=window) == [1, 1]


def test_an_offset_moves_both_ends_back() -> None:
    assert answer("sum", [5, 15], [1.0, 2.0], moments=[20], window=Window(length_us=10, offset_us=5)) == [1.0]


def test_a_hopped_tail_floors_the_start_only() -> None:
    window = Window(length_us=10, tail_us=8)

    assert answer("count", [7, 8, 9], [1.0] * 3, moments=[19], window=window) == [2]


def test_an_empty_window_counts_and_sums_to_zero_and_knows_nothing_else() -> None:
    kinds = ["count", "sum", "mean", "min", "max", "var", "std", "last", "since_last"]

    assert [answer(kind, [50], [1.0], moments=[20])[0] for kind in kinds] == [0, 0.0] + [None] * 7


def test_count_of_a_column_skips_nulls_and_count_of_rows_does_not() -> None:
    values = [1.0, math.nan, 3.0]

    assert answer("count", [1, 2, 3], values, moments=[9]) == [2]
    assert answer("count", [1, 2, 3], values, moments=[9], column=None) == [3]


def test_an_infinity_does_not_poison_windows_that_do_not_hold_it() -> None:
    at, values, window = [1, 2, 3], [math.inf, 5.0, -math.inf], Window(length_us=2)

    assert answer("sum", at, values, moments=[2, 3, 4, 5], window=window) == [math.inf, math.inf, -math.inf, -math.inf]
    assert answer("sum", [1, 5], [math.inf, 2.5], moments=[6], window=window) == [2.5]
    assert answer("mean", at, values, moments=[4]) == [None]  # both signs: no number


def test_small_values_survive_a_huge_one_outside_their_window() -> None:
    values = [1e300, 0.1, 0.2, 0.3]

    assert answer("sum", [1, 5, 6, 7], values, moments=[8], window=Window(length_us=4)) == [math.fsum(values[1:])]


def test_variance_keeps_its_digits_far_from_zero() -> None:
    values = [1e9 + v for v in (4.0, 7.0, 13.0, 16.0)]

    assert answer("var", [1, 2, 3, 4], values, moments=[9]) == [30.0]  # Wikipedia's example of cancellation
    assert answer("std", [1, 2, 3, 4], values, moments=[9]) == [math.sqrt(30.0)]


def test_whole_numbers_add_up_exactly_even_where_the_running_total_would_wrap() -> None:
    values, window = [2**62, 2**62, 2**62, -7], Window(length_us=2)

    assert answer("sum", [1, 2, 3, 4], values, moments=[5], window=window) == [2**62 - 7]
    with pytest.raises(BadInput, match="64 bits"):
        answer("sum", [1, 2, 3, 4], values, moments=[4])


def test_an_event_counts_only_from_the_moment_its_outcome_was_known() -> None:
    how = {"at": [10, 12], "values": [1.0, 0.0], "available": [30, 20], "window": Window(length_us=15)}

    counts = [answer("count", moments=[t], as_of="available", **how)[0] for t in (19, 20, 24, 25, 26, 29)]

    assert counts == [0, 1, 1, 1, 1, 0]
    assert answer("count", moments=[24], as_of="event", **how) == [2]


def test_serving_lag_hides_what_was_known_too_late() -> None:
    how = {"at": [10], "values": [1.0], "available": [20]}

    assert answer("count", moments=[24, 25], as_of="available", lag_us=5, **how) == [0, 1]


def test_a_few_very_slow_events_do_not_change_answers() -> None:
    generator = np.random.default_rng(5)
    at = np.sort(generator.integers(0, 10_000, 2_000))
    available = at + np.where(generator.random(2_000) < 0.004, 5_000, generator.integers(0, 20, 2_000))
    moments = generator.integers(0, 16_000, 300)
    window = Window(length_us=700)

    for kind, take in (("count", len), ("max", lambda v: max(v, default=None))):
        got = answer(kind, at, at.astype(float), moments=moments, window=window, as_of="available", available=available)
        want = [take([float(a) for a in at[(at >= t - 700) & (at < t) & (available <= t)]]) for t in moments.tolist()]
        assert got == want


def test_rate_is_the_share_of_true_and_refuses_numbers() -> None:
    assert answer("rate", [1, 2, 3], [True, False, False], moments=[9]) == [pytest.approx(1 / 3)]
    with pytest.raises(SchemaMismatch, match="boolean"):
        answer("rate", [1], [1.0], moments=[9])


def test_text_can_be_the_last_value_but_not_summed() -> None:
    assert answer("last", [1, 2], ["a", "b"], moments=[9]) == ["b"]
    with pytest.raises(SchemaMismatch, match="numeric"):
        answer("sum", [1, 2], ["a", "b"], moments=[9])
    with pytest.raises(SchemaMismatch, match="numeric"):
        answer("min", [1, 2], ["a", "b"], moments=[9])


def test_a_condition_on_rows_applies_to_every_aggregate() -> None:
    assert answer("count", [1, 2], [1.0, 2.0], moments=[9], column=None, where="ok") == [2]


@pytest.mark.parametrize("window", [Window(length_us=0), Window(offset_us=-1), Window(length_us=5, tail_us=0)])
def test_windows_that_mean_nothing_are_refused(window: Window) -> None:
    with pytest.raises(BadInput):
        answer("count", [1], [1.0], moments=[9], window=window)


def test_unknown_names_are_refused_with_what_there_is() -> None:
    with pytest.raises(NotFound, match="median"):
        answer("median", [1], [1.0], moments=[9])
    with pytest.raises(SchemaMismatch, match="'y'"):
        answer("sum", [1], [1.0], moments=[9], column="y")


def test_two_outputs_of_one_name_are_refused() -> None:
    twice = [Aggregation(name="n", kind="count")] * 2

    with pytest.raises(BadInput, match="same name"):
        aggregate_windows(EventRows(np.array([0]), np.array([1])), LabelRows(np.array([0]), np.array([2])), twice)


def test_arrays_of_different_length_are_refused() -> None:
    with pytest.raises(BadInput, match="lengths"):
        LabelRows(np.array([0, 1]), np.array([5]))


def test_how_far_windows_reach_back_decides_what_may_be_dropped() -> None:
    week = Aggregation(name="a", kind="count", window=Window(length_us=7, offset_us=2))
    hopped = Aggregation(name="b", kind="count", window=Window(length_us=5, tail_us=6))

    assert longest_us([week, hopped]) == 11
    assert longest_us([week, Aggregation(name="c", kind="count")]) is None
