"""Sticky assignment: the same unit meets the same arm, and a change of shares moves as few units as possible."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from flyball.serving.assign import BUCKETS, bucket_of, owner_of, reassign

NAMES = ["a", "b", "c", "d"]


@st.composite
def weights(draw):
    cuts = sorted(draw(st.lists(st.integers(0, BUCKETS), min_size=len(NAMES) - 1, max_size=len(NAMES) - 1)))
    ends = [*cuts, BUCKETS]
    starts = [0, *cuts]
    return [(name, end - start) for name, start, end in zip(NAMES, starts, ends, strict=True)]


def owned(ownership):
    sizes: dict[str, int] = {}
    start = 0
    for end, arm in ownership:
        sizes[arm] = sizes.get(arm, 0) + end - start
        start = end
    return sizes


def moved(before, after):
    """Buckets whose owner differs."""
    edges = sorted({0, *(end for end, _ in before), *(end for end, _ in after)})
    return sum(end - start for start, end in pairwise(edges) if owner_of(before, start) != owner_of(after, start))


@given(weights(), weights())
def test_each_arm_owns_exactly_its_share_after_any_change(first, second):
    after = reassign(reassign((), first), second)

    assert after[-1][0] == BUCKETS
    assert owned(after) == {name: weight for name, weight in second if weight}


@given(weights(), weights())
def test_a_change_moves_no_more_buckets_than_the_shares_demand(first, second):
    before = reassign((), first)
    grown = sum(max(0, new - old) for (_, old), (_, new) in zip(first, second, strict=True))

    assert moved(before, reassign(before, second)) == grown


@given(weights(), st.text())
def test_growing_an_arm_moves_no_unit_out_of_it(first, unit):
    before = reassign((), first)
    share = dict(first)
    grown = [("a", BUCKETS - share["b"]), ("b", share["b"])]
    bucket = bucket_of(b"salt", unit)

    if owner_of(before, bucket) == "a":
        assert owner_of(reassign(before, grown), bucket) == "a"


def test_the_same_unit_has_the_same_bucket_on_every_machine_and_release():
    assert bucket_of(b"salt", "booking-1") == 465_963
    assert bucket_of(b"other", "booking-1") != bucket_of(b"salt", "booking-1")


def test_units_spread_evenly():
    arms = reassign((), [("live", 950_000), ("canary", 50_000)])
    met = sum(owner_of(arms, bucket_of(b"s", f"unit-{k}")) == "canary" for k in range(20_000))

    assert 850 < met < 1150  # 1000 expected, 5 standard deviations are 154
