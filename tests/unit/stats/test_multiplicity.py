"""One budget for many tests."""

import numpy as np
import pytest

from flyball.core.errors import BadInput
from flyball.stats import FAMILY_SHARES, due_scales, overdispersion, spend, weighted_holm


def test_families_get_their_shares_and_unused_ones_pass_theirs_on() -> None:
    families = ["univariate"] * 3 + ["missing"] * 2 + ["new_category", "correlation", "range"]

    weights = spend(families)

    assert weights.sum() == pytest.approx(1.0)
    assert weights[:3].sum() == pytest.approx(FAMILY_SHARES["univariate"])
    assert spend(families[:5])[:3].sum() == pytest.approx(0.5 / 0.65)
    assert spend([]).size == 0
    with pytest.raises(BadInput, match="univariate"):
        spend(["astrology"])


def test_importance_moves_budget_but_leaves_everybody_a_fifth_of_an_equal_share() -> None:
    weights = spend(["univariate"] * 4, np.array([1.0, 0.0, 0.0, 0.0]))

    assert weights[0] > 0.8
    assert weights[1] >= 0.2 * 0.25 / 1.15 - 1e-12
    assert spend(["missing"] * 2, np.zeros(2)).tolist() == [0.5, 0.5]


def test_holm_with_equal_weights_is_holms() -> None:
    p = np.array([0.001, 0.2, 0.011, 0.04])

    assert weighted_holm(p, np.ones(4)).tolist() == pytest.approx([0.004, 0.2, 0.033, 0.08])


def test_the_family_wise_error_rate_holds_under_the_null() -> None:
    rng = np.random.default_rng(3)
    weights = spend(["univariate"] * 20 + ["missing"] * 20, rng.random(40))

    wrong = [weighted_holm(rng.random(40), weights).min() <= 0.1 for _ in range(4000)]

    assert np.mean(wrong) <= 0.1 + 0.012


def test_merged_windows_spend_one_window_of_budget_on_average() -> None:
    spent = sum(scale.share for window in range(1, 1601) for scale in due_scales(window))

    assert spent / 1600 == pytest.approx(1.0)
    assert [scale.windows for scale in due_scales(16)] == [1, 2, 4, 8, 16]


def test_overdispersion_is_one_for_honest_windows_and_the_variance_ratio_for_others() -> None:
    from scipy.stats import norm

    rng = np.random.default_rng(4)
    honest, wild = rng.normal(size=4000), rng.normal(scale=2.0, size=4000)

    assert overdispersion(2 * norm.sf(abs(honest))) == pytest.approx(1.0, abs=0.06)
    assert overdispersion(2 * norm.sf(abs(wild))) == pytest.approx(4.0, rel=0.1)
    assert overdispersion(2 * norm.sf(abs(wild[:20])), confidence=0.95) > overdispersion(2 * norm.sf(abs(wild[:20])))
    assert overdispersion(np.array([np.nan])) == 1.0
