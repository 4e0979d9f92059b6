"""Intervals: agreement with SciPy, coverage, and the borders."""

import math

import numpy as np
import pytest
from scipy import stats

from flyball.stats import bootstrap, bootstrap_mean, rows_needed, share_difference, smallest_visible, student, wilson

RNG = np.random.default_rng(5)


@pytest.mark.parametrize(("successes", "rows"), [(0, 10), (3, 10), (10, 10), (400, 1000)])
def test_wilson_is_scipys(successes, rows) -> None:
    theirs = stats.binomtest(successes, rows).proportion_ci(method="wilson")

    found = wilson(successes, rows)

    assert (found.lo, found.hi) == (pytest.approx(theirs.low, abs=1e-12), pytest.approx(theirs.high, abs=1e-12))


def test_a_share_of_nothing_is_undefined_and_could_be_anything() -> None:
    assert math.isnan(wilson(0, 0).estimate)
    assert (wilson(0, 0).lo, wilson(0, 0).hi) == (0.0, 1.0)
    assert share_difference(0, 0, 1, 2).hi == 1.0


def test_student_is_scipys_and_covers_what_it_says(rng) -> None:
    values = rng.normal(size=30)
    theirs = stats.ttest_1samp(values, 0.0).confidence_interval(0.9)

    found = student(values, level=0.9)

    assert (found.lo, found.hi) == (pytest.approx(theirs.low), pytest.approx(theirs.high))
    assert math.isnan(student(values[:1]).lo)
    hits = [student(rng.normal(size=8)) for _ in range(2000)]
    assert np.mean([hit.lo <= 0 <= hit.hi for hit in hits]) == pytest.approx(0.95, abs=0.02)


def test_a_bootstrap_interval_is_about_the_normal_one_for_a_mean(rng) -> None:
    values = rng.normal(3.0, 1.0, 400)

    by_rows = bootstrap(lambda rows: float(values[rows].mean()), 400, rng=np.random.default_rng(1), resamples=1000)
    fast = bootstrap_mean(values, rng=np.random.default_rng(1), resamples=1000)

    for found in (by_rows, fast):
        assert found.estimate == pytest.approx(values.mean())
        assert found.half_width == pytest.approx(1.96 * values.std() / 20, rel=0.12)


def test_the_same_generator_gives_the_same_interval(rng) -> None:
    values = rng.normal(size=50)

    assert bootstrap_mean(values, rng=np.random.default_rng(7)) == bootstrap_mean(values, rng=np.random.default_rng(7))


def test_rows_that_depend_get_wider_intervals_by_cluster_and_by_block(rng) -> None:
    clusters = np.repeat(np.arange(40), 25)
    values = np.repeat(rng.normal(size=40), 25) + 0.1 * rng.normal(size=1000)

    def mean(rows):
        return float(values[rows].mean())

    plain = bootstrap(mean, 1000, rng=np.random.default_rng(1), resamples=400)
    shuffled = rng.permutation(1000)
    by_cluster = bootstrap(
        lambda rows: float(values[shuffled][rows].mean()),
        1000,
        rng=np.random.default_rng(1),
        resamples=400,
        clusters=clusters[shuffled],
    )
    by_block = bootstrap(mean, 1000, rng=np.random.default_rng(1), resamples=400, block=50)

    assert by_cluster.half_width > 3 * plain.half_width
    assert by_block.half_width > 3 * plain.half_width


def test_resamples_without_an_answer_are_left_out_and_too_many_of_them_are_said() -> None:
    def only_sometimes(rows):
        return float(rows[0]) if rows[0] % 4 else math.nan

    assert math.isfinite(bootstrap(only_sometimes, 40, rng=np.random.default_rng(1), resamples=200).lo)
    assert math.isnan(bootstrap(lambda rows: math.nan, 40, rng=np.random.default_rng(1), resamples=20).lo)
    assert math.isnan(bootstrap(lambda rows: 0.0, 0, rng=np.random.default_rng(1), resamples=20).estimate)


def test_power_says_what_could_have_been_seen(rng) -> None:
    needed = rows_needed(1.0, 0.1, power=0.8)

    visible = smallest_visible(1.0 / math.sqrt(needed), power=0.8)

    assert visible == pytest.approx(0.1, rel=0.01)
    seen = rng.normal(0.1, 1.0, size=(2000, needed)).mean(axis=1) * math.sqrt(needed) > 1.645
    assert seen.mean() == pytest.approx(0.8, abs=0.04)
