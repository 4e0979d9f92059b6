"""Tests of change: agreement with SciPy, known values, and cases at the border."""

import numpy as np
import pytest
from scipy import stats
from scipy.spatial import distance

from flyball.core.errors import BadInput
from flyball.stats import (
    NumericFrame,
    cells_of_sketches,
    cells_of_values,
    chi2_p,
    extremes,
    js_distance,
    ks_p,
    levels,
    location,
    mcnemar_p,
    merged_bins,
    missing,
    new_levels,
    numeric_frame,
    numeric_sketch,
    psi,
    scale,
    shape,
    unit_change,
    wasserstein,
    weaken,
)
from flyball.stats.compare.chi2 import pool_rare
from flyball.stats.compare.extremes import beyond_p
from flyball.stats.compare.js_effect import js_effect
from flyball.stats.compare.missing import fisher_p

RNG = np.random.default_rng(20)
REFERENCE, CURRENT = RNG.normal(size=700), RNG.normal(0.1, 1.1, size=300)
TIED, TIED_CURRENT = RNG.integers(0, 6, 400).astype(float), RNG.integers(1, 7, 150).astype(float)


@pytest.mark.parametrize("pair", [(REFERENCE, CURRENT), (TIED, TIED_CURRENT)], ids=["continuous", "ties"])
def test_location_is_scipys_rank_sum_test(pair) -> None:
    theirs = stats.mannwhitneyu(pair[1], pair[0], use_continuity=False, method="asymptotic")

    ours = location(cells_of_values(*pair))

    assert ours.p == pytest.approx(theirs.pvalue, rel=1e-9)
    theta = theirs.statistic / (pair[0].size * pair[1].size)
    assert ours.effect == pytest.approx(np.sqrt(2) * stats.norm.ppf(theta), rel=1e-9)


def test_scale_is_scipys_mood_test_without_ties() -> None:
    assert scale(cells_of_values(REFERENCE, CURRENT)).p == pytest.approx(
        stats.mood(REFERENCE, CURRENT).pvalue, rel=1e-6
    )


def test_the_pieces_of_shape_are_scipys() -> None:
    cells = cells_of_values(REFERENCE, CURRENT)
    bins = merged_bins(cells)

    assert chi2_p(*bins) == pytest.approx(stats.chi2_contingency(np.vstack(bins), correction=False).pvalue, rel=1e-9)
    assert ks_p(cells) == pytest.approx(stats.ks_2samp(REFERENCE, CURRENT, method="asymp").pvalue, rel=0.15)
    assert len(bins[0]) == 16


@pytest.mark.parametrize("counts", [(100, 10_000, 30, 1_000), (0, 50, 3, 10), (5, 9, 5, 9), (0, 5, 0, 5), (7, 7, 1, 9)])
def test_missing_is_fishers_exact_test(counts) -> None:
    a, m, b, n = counts

    assert fisher_p(*counts) == pytest.approx(stats.fisher_exact([[a, m - a], [b, n - b]]).pvalue, rel=1e-6)


def test_missing_keeps_its_accuracy_on_a_million_rows() -> None:
    found = missing(10_000, 1_000_000, 10_500, 1_000_000)

    assert found.p == pytest.approx(stats.chi2_contingency([[10_000, 990_000], [10_500, 989_500]]).pvalue, rel=0.01)
    assert found.lo < 0.0005 < found.hi
    assert missing(0, 1_000_000, 1_000_000, 1_000_000).p == 0.0


def test_js_psi_and_wasserstein_have_their_known_values() -> None:
    same, apart = np.array([10, 20, 30]), np.array([30, 20, 10])

    assert js_distance(same, same * 5) == 0.0
    assert js_distance(same, apart) == pytest.approx(0.3547, abs=1e-4)
    assert js_distance(same, apart) == pytest.approx(distance.jensenshannon(same, apart, base=2))
    assert psi(same * 10_000, apart * 10_000) == pytest.approx((1 / 3) * np.log(3) * 2, rel=1e-4)
    assert wasserstein(cells_of_values(REFERENCE, CURRENT)) == pytest.approx(
        stats.wasserstein_distance(REFERENCE, CURRENT), rel=1e-9
    )


def test_the_distance_of_pure_noise_is_near_zero_however_many_levels_there_are(rng) -> None:
    shares = np.full(100, 1 / 100)
    reference, current = rng.multinomial(10_000, shares), rng.multinomial(1_000, shares)

    effect, low, _ = js_effect(reference, current)

    assert js_distance(reference, current) > 0.1
    assert (effect < 0.08, low) == (True, 0.0)


def test_rare_levels_are_tested_as_one() -> None:
    reference, current = np.array([500, 300, 8, 7, 5]), np.array([50, 30, 1, 0, 2])

    pooled = pool_rare(reference, current)

    assert [side.tolist() for side in pooled] == [[500, 320], [50, 33]]
    assert levels(reference, current).p > 0.05
    assert levels(np.array([500, 300]), np.array([30, 60])).p < 1e-6


def test_new_extremes_follow_their_exact_law(rng) -> None:
    hits = [
        int((rng.permutation(60)[:20] < 60).any() and set(range(57, 60)) <= set(rng.permutation(60)[:20]))
        for _ in range(4000)
    ]

    assert beyond_p(0, 20, 40) == pytest.approx(1.0)
    assert beyond_p(3, 20, 40) == pytest.approx(20 * 19 * 18 / (60 * 59 * 58))
    assert np.mean(hits) == pytest.approx(beyond_p(3, 20, 40), abs=0.01)


def test_one_row_in_a_hundred_in_another_unit_is_found_by_its_range(rng) -> None:
    reference = rng.lognormal(size=10_000)
    current = rng.lognormal(size=1_000)
    current[:10] *= 1000
    frame = numeric_frame(reference)

    found = extremes(cells_of_sketches(numeric_sketch(reference, frame=frame), numeric_sketch(current, frame=frame)))

    assert found.p < 1e-6
    assert found.effect == pytest.approx(0.01, abs=0.003)


def test_new_levels_are_held_against_what_the_reference_leads_to_expect() -> None:
    assert new_levels(0, 1000, singletons=0, reference_rows=10_000).p == 1.0
    assert new_levels(5, 1000, singletons=0, reference_rows=10_000).p == pytest.approx(
        stats.binom.sf(4, 1000, 3 / 10_000), rel=1e-9
    )
    assert new_levels(5, 1000, singletons=50, reference_rows=10_000).p > 0.05
    assert new_levels(3, 10, singletons=0, reference_rows=0).p == 1.0


def test_constant_columns_have_a_result(rng) -> None:
    constant = np.full(100, 7.0)
    for test in (location, scale, shape, extremes):
        same = test(cells_of_values(constant, constant))
        stuck = test(cells_of_values(rng.normal(7, 1, 1000), constant))
        assert (same.p, same.effect) == (1.0, 0.0)
        assert np.isfinite([stuck.p, stuck.effect, stuck.lo, stuck.hi]).all()
    assert scale(cells_of_values(rng.normal(7, 1, 1000), constant)).p < 1e-6


def test_a_stuck_value_in_a_new_place_is_beyond_any_smallest_effect() -> None:
    found = location(cells_of_values(REFERENCE, np.full(100, 9.0)))

    assert found.p < 1e-6
    assert found.beyond(0.1)


def test_overdispersion_weakens_a_p_value() -> None:
    plain = location(cells_of_values(REFERENCE, CURRENT + 0.3))
    weak = location(cells_of_values(REFERENCE, CURRENT + 0.3), phi=4.0)

    assert stats.norm.isf(weak.p / 2) == pytest.approx(stats.norm.isf(plain.p / 2) / 2, rel=1e-6)
    assert weak.hi - weak.lo > 1.5 * (plain.hi - plain.lo)
    assert weaken(0.03, 0.5) == 0.03


@pytest.mark.parametrize(
    ("change", "factor"),
    [
        (lambda x: x * 60, 60),
        (lambda x: x / 1000, 1 / 1000),
        (lambda x: x * 1.609344, 1.609344),
        (lambda x: x * 1.8 + 32, 1.8),
        (lambda x: (x - 32) / 1.8, 1 / 1.8),
        (lambda x: x + 273.15, 1.0),
    ],
)
def test_a_change_of_unit_is_named(rng, change, factor) -> None:
    shares = np.linspace(0.02, 0.98, 33)
    reference = rng.gamma(4, 5, 10_000) + 10
    current = change(rng.gamma(4, 5, 1_000) + 10)

    found = unit_change(np.quantile(reference, shares), np.quantile(current, shares))

    assert found is not None
    assert found.factor == pytest.approx(factor)


def test_an_ordinary_shift_is_no_change_of_unit(rng) -> None:
    shares = np.linspace(0.02, 0.98, 33)
    before = np.quantile(rng.normal(50, 10, 5_000), shares)

    assert unit_change(before, before + 3) is None
    assert unit_change(before, before) is None
    assert unit_change(np.full(33, 2.0), before) is None


def test_mcnemar_is_the_binomial_test() -> None:
    assert mcnemar_p(3, 14) == pytest.approx(stats.binomtest(3, 17).pvalue)
    assert mcnemar_p(0, 0) == 1.0


def test_sketches_of_different_frames_are_not_compared() -> None:
    with pytest.raises(BadInput, match="different frames"):
        cells_of_sketches(numeric_sketch(REFERENCE), numeric_sketch(CURRENT, frame=NumericFrame(1.0)))
