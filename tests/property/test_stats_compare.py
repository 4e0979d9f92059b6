"""Invariances of the tests of change, of distances and of metrics."""

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from flyball.stats import (
    auc_difference,
    average_precision,
    cells_of_values,
    extremes,
    js_distance,
    levels,
    location,
    psi,
    roc_auc,
    scale,
    shape,
    wasserstein,
)

SAMPLE = st.lists(st.integers(-50, 50).map(float), min_size=2, max_size=80).map(np.array)
TESTS = [location, scale, shape, extremes]


@given(SAMPLE, SAMPLE)
@example(np.ones(2), np.zeros(10))
def test_a_result_is_always_a_probability_and_an_interval_around_the_effect(reference, current) -> None:
    for test in TESTS:
        found = test(cells_of_values(reference, current))
        assert 0.0 <= found.p <= 1.0
        assert found.lo <= found.effect <= found.hi


@given(SAMPLE, SAMPLE, st.sampled_from([0.5, 2.0, 8.0]), st.integers(-9, 9))
def test_another_unit_on_both_sides_changes_nothing(reference, current, factor, shift) -> None:
    for test in TESTS:
        assert test(cells_of_values(reference, current)) == test(
            cells_of_values(reference * factor + shift, current * factor + shift)
        )


@given(SAMPLE, SAMPLE)
def test_location_is_antisymmetric_and_distances_are_symmetric(one, other) -> None:
    there, back = location(cells_of_values(one, other)), location(cells_of_values(other, one))
    assert np.isclose(there.p, back.p)
    assert np.isclose(there.effect, -back.effect)
    assert np.isclose(wasserstein(cells_of_values(one, other)), wasserstein(cells_of_values(other, one)))


@given(SAMPLE)
def test_equal_sides_are_no_change(sample) -> None:
    cells = cells_of_values(sample, sample)
    for test in (location, scale, shape):
        assert test(cells).p > 0.99
        assert abs(test(cells).effect) < 1e-9
    assert wasserstein(cells) == 0.0


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=30))
def test_the_order_of_the_levels_does_not_matter(pairs) -> None:
    one, other = (np.array(side, dtype=np.int64) for side in zip(*pairs, strict=True))
    if one.sum() == 0 or other.sum() == 0:
        return
    assert np.isclose(js_distance(one, other), js_distance(other[::-1], one[::-1]))
    assert psi(one, other) >= 0
    assert np.isclose(levels(one, other).p, levels(one[::-1], other[::-1]).p)


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 20)), min_size=4, max_size=60))
def test_auc_turns_over_with_the_scores_and_ignores_their_scale(rows) -> None:
    labels = np.array([row[0] for row in rows]).astype(np.int64)
    scores = np.array([row[1] for row in rows]) / 20.0
    if 0 < labels.sum() < labels.size:
        assert np.isclose(roc_auc(labels, scores) + roc_auc(labels, -scores), 1.0)
        assert roc_auc(labels, scores) == roc_auc(labels, scores**3)
        assert auc_difference(labels, scores, scores).estimate == 0.0
        assert labels.mean() * 0.3 <= average_precision(labels, scores) <= 1.0
