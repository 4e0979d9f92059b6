"""Units stay where they are."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flyball.core.errors import BadInput
from flyball.stats import BUCKETS, bucket_of, owner_of, reassign

WEIGHTS = st.lists(st.integers(0, 100), min_size=1, max_size=4).filter(any)


def parts_per_million(weights):
    total = sum(weights)
    exact = {f"arm-{k}": weight * BUCKETS // total for k, weight in enumerate(weights)}
    exact["arm-0"] += BUCKETS - sum(exact.values())
    return exact


def sizes(ownership):
    found, start = Counter(), 0
    for end, arm in ownership:
        found[arm] += end - start
        start = end
    return found


def moved(before, after):
    edges = sorted({0, *(end for end, _ in before), *(end for end, _ in after)})
    return [
        (owner_of(before, a), owner_of(after, a), b - a)
        for a, b in pairwise(edges)
        if owner_of(before, a) != owner_of(after, a)
    ]


@given(st.lists(WEIGHTS, min_size=2, max_size=5))
def test_a_change_of_weights_moves_the_fewest_buckets_and_none_out_of_a_growing_arm(changes) -> None:
    ownership = ()
    for weights in map(parts_per_million, changes):
        after = reassign(ownership, weights)

        assert +sizes(after) == +Counter(weights)
        if ownership:
            old, changed = sizes(ownership), moved(ownership, after)
            assert sum(size for _, _, size in changed) == sum(max(old[arm] - weights.get(arm, 0), 0) for arm in old)
            assert all(weights.get(arm, 0) < old[arm] for arm, _, _ in changed)
        ownership = after


def test_units_are_spread_evenly_and_salts_are_independent() -> None:
    ownership = reassign((), {"live": 900_000, "canary": 100_000})

    first = [owner_of(ownership, bucket_of(b"one", f"unit-{k}")) == "canary" for k in range(20_000)]
    second = [owner_of(ownership, bucket_of(b"two", f"unit-{k}")) == "canary" for k in range(20_000)]

    assert sum(first) == pytest.approx(2000, abs=150)
    assert sum(a and b for a, b in zip(first, second, strict=True)) == pytest.approx(200, abs=60)


@pytest.mark.parametrize("weights", [{"live": 999_999}, {"live": 1_000_001, "canary": -1}])
def test_weights_that_are_no_whole_are_refused(weights) -> None:
    with pytest.raises(BadInput, match="1000000"):
        reassign((), weights)
