"""Metrics: agreement with scikit-learn, known values, and the borders."""

import math

import numpy as np
import pytest
from sklearn import metrics

from flyball.stats import (
    auc_difference,
    auc_interval,
    average_precision,
    brier,
    calibration_error,
    confusion,
    log_loss,
    reliability,
    roc_auc,
)

RNG = np.random.default_rng(8)
LABELS = (RNG.random(600) < 0.3).astype(np.int64)
SCORES = np.clip(np.round(RNG.normal(0.3 + 0.15 * LABELS, 0.2), 2), 0, 1)


def test_metrics_agree_with_scikit_learn() -> None:
    assert roc_auc(LABELS, SCORES) == pytest.approx(metrics.roc_auc_score(LABELS, SCORES), abs=1e-12)
    assert average_precision(LABELS, SCORES) == pytest.approx(
        metrics.average_precision_score(LABELS, SCORES), abs=1e-12
    )
    assert brier(LABELS, SCORES) == pytest.approx(metrics.brier_score_loss(LABELS, SCORES), abs=1e-12)
    assert log_loss(LABELS, SCORES) == pytest.approx(metrics.log_loss(LABELS, SCORES), rel=1e-9)


def test_shares_of_decisions_agree_with_scikit_learn() -> None:
    decided = SCORES >= 0.4

    found = confusion(LABELS, SCORES, threshold=0.4)

    assert [found.tn, found.fp, found.fn, found.tp] == metrics.confusion_matrix(LABELS, decided).ravel().tolist()
    assert found.precision.estimate == pytest.approx(metrics.precision_score(LABELS, decided))
    assert found.recall.estimate == pytest.approx(metrics.recall_score(LABELS, decided))
    assert found.f1 == pytest.approx(metrics.f1_score(LABELS, decided))
    assert found.mcc == pytest.approx(metrics.matthews_corrcoef(LABELS, decided))
    assert found.accuracy.estimate == pytest.approx(metrics.accuracy_score(LABELS, decided))
    assert (
        confusion(LABELS[:300], SCORES[:300], threshold=0.4) + confusion(LABELS[300:], SCORES[300:], threshold=0.4)
        == found
    )


def test_a_share_of_nothing_is_not_a_number() -> None:
    nothing = confusion(np.array([0]), np.array([0.1]))

    assert math.isnan(nothing.precision.estimate)
    assert math.isnan(nothing.recall.estimate)
    assert math.isnan(nothing.mcc)
    assert all(math.isnan(metric(np.zeros(3, dtype=int), np.ones(3))) for metric in (roc_auc, average_precision))
    assert all(
        math.isnan(metric(np.zeros(0, dtype=int), np.zeros(0))) for metric in (brier, log_loss, calibration_error)
    )


def test_delong_has_the_variance_that_its_definition_gives() -> None:
    positive, negative = SCORES[LABELS == 1], SCORES[LABELS == 0]
    wins = (positive[:, None] > negative) + 0.5 * (positive[:, None] == negative)
    variance = wins.mean(axis=1).var(ddof=1) / positive.size + wins.mean(axis=0).var(ddof=1) / negative.size

    gap = auc_difference(LABELS, SCORES, np.zeros(LABELS.size))

    assert gap.estimate == pytest.approx(wins.mean() - 0.5)
    assert gap.half_width == pytest.approx(1.959964 * np.sqrt(variance), rel=1e-6)


def test_the_interval_of_an_area_covers_it(rng) -> None:
    truth = 0.7602  # Φ(1/√2): areas of two normal classes one standard deviation apart
    hits = []
    for _ in range(400):
        labels = (rng.random(200) < 0.5).astype(np.int64)
        found = auc_interval(labels, rng.normal(labels, 1.0))
        hits.append(found.lo <= truth <= found.hi)

    assert np.mean(hits) == pytest.approx(0.95, abs=0.03)


def test_a_perfect_area_has_an_interval_below_one() -> None:
    found = auc_interval(np.array([0, 0, 0, 1, 1, 1]), np.array([0.1, 0.2, 0.3, 0.7, 0.8, 0.9]))

    assert (found.estimate, found.hi) == (1.0, 1.0)
    assert 0.0 < found.lo < 0.95
    assert math.isnan(auc_interval(np.array([0, 1]), np.array([0.1, 0.2])).lo)


def test_paired_models_are_compared_more_sharply_than_apart(rng) -> None:
    worse = np.clip(SCORES + rng.normal(0, 0.03, SCORES.size), 0, 1)

    paired = auc_difference(LABELS, SCORES, worse)

    assert paired.half_width < 0.5 * auc_interval(LABELS, SCORES).half_width


def test_reliability_says_what_was_promised_and_what_happened() -> None:
    labels, scores = np.array([0, 1, 1, 1]), np.array([0.1, 0.15, 0.95, 1.0])

    low, high = reliability(labels, scores)

    assert (low.rows, low.said, low.happened.estimate) == (2, pytest.approx(0.125), 0.5)
    assert (high.lo, high.hi, high.rows, high.happened.estimate) == (0.9, 1.0, 2, 1.0)
    assert calibration_error(labels, scores) == pytest.approx((2 * 0.375 + 2 * 0.025) / 4)
