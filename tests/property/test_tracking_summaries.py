"""Summaries of metric series equal a recompute from history, however the points arrived."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from flyball.stats import ExactSum
from flyball.tracking.summary import At, Summary, merge, summarise

points = st.builds(At, st.floats(), st.integers(-3, 3), st.integers(0, 5))


@given(st.lists(points, max_size=30), st.randoms(use_true_random=False), st.integers(0, 30))
def test_any_order_and_any_batches_give_one_summary(found, random, cut):
    whole = summarise(found)
    shuffled = random.sample(found, len(found))

    in_batches = merge(summarise(shuffled[:cut]), summarise(shuffled[cut:]))

    assert repr(in_batches) == repr(whole) or _equal(in_batches, whole)


@given(st.lists(points, min_size=1, max_size=30))
def test_the_summary_equals_a_recompute_from_history(found):
    whole = summarise(found)
    values = [point.value for point in found if not math.isnan(point.value)]

    assert (whole.count, whole.nan_count) == (len(values), len(found) - len(values))
    if values:
        assert whole.min is not None and whole.min.value == min(values)
        assert whole.max is not None and whole.max.value == max(values)
        assert (whole.min.step, whole.min.at_us) == min((p.step, p.at_us) for p in found if p.value == min(values))
    if values and all(map(math.isfinite, values)):
        assert whole.mean == float(sum(map(Fraction, values)) / len(values))


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False)))
def test_an_exact_sum_has_no_rounding_and_survives_text(values):
    total = ExactSum()
    for value in values:
        total = total + ExactSum.of_one(value)

    assert total.mantissa * Fraction(2) ** total.exponent == sum(map(Fraction, values))
    assert ExactSum.parse(str(total)) == total == ExactSum.of(np.array(values, dtype=float))


def test_sums_that_are_already_stored_are_read_as_they_were_meant() -> None:
    assert ExactSum.parse("3p1073").over(1) == 1.5
    assert ExactSum.parse("0p0").over(1) == 0.0
    assert str(ExactSum.of_one(1.5)) == "3p1073"


def _equal(a: Summary, b: Summary) -> bool:
    """Equal but for the sign of a zero: of 0.0 and -0.0 at one place either may stand for both."""

    def plain(point: At | None) -> object:
        return None if point is None else (str(point.value + 0.0), point.step, point.at_us)

    def key(s: Summary) -> object:
        ends = tuple(plain(x) for x in (s.first, s.last, s.min, s.max))
        return s.count, s.nan_count, ends, s.total, s.inf_count, s.neg_inf_count, s.from_us, s.to_us

    return key(a) == key(b)
