"""Sketches: what they know, and what they refuse."""

import math
from fractions import Fraction

import numpy as np
import pytest
from sklearn.metrics import brier_score_loss, roc_auc_score

from flyball.core.errors import BadInput, NotFound, StoreCorrupt
from flyball.stats import (
    CategoricalFrame,
    CategoricalSketch,
    ExactSum,
    Frame,
    NumericFrame,
    NumericSketch,
    ScoreSketch,
    categorical_frame,
    categorical_sketch,
    confusion,
    numeric_frame,
    numeric_sketch,
    score_sketch,
)


def test_a_sum_is_exact_where_floating_point_loses_it() -> None:
    values = np.array([1e308, 1e308, 1.0, 5e-324, -1e308, -1e308])

    total = ExactSum.of(values)

    assert Fraction(total.mantissa) * Fraction(2) ** total.exponent == 1 + Fraction(5e-324)
    assert ExactSum.of(np.array([1e308, 1e308])).value() == math.inf
    assert (total + -total).value() == 0.0


def test_null_nan_and_infinities_are_counted_apart() -> None:
    values = np.array([1.0, np.nan, np.inf, -np.inf, 7.0, 2.0])
    null = np.array([False, False, False, False, True, False])

    sketch = numeric_sketch(values, null=null)

    assert (sketch.n, sketch.nulls, sketch.nans, sketch.plus_infinities, sketch.minus_infinities) == (2, 1, 1, 1, 1)
    assert (sketch.rows, sketch.missing, sketch.low, sketch.high, sketch.mean) == (6, 4, 1.0, 2.0, 1.5)


def test_quantiles_are_within_a_cell_of_the_exact_ones() -> None:
    values = np.random.default_rng(1).lognormal(size=20_000)
    shares = np.linspace(0.01, 0.99, 50)

    sketch = numeric_sketch(values, frame=numeric_frame(values))

    exact = np.quantile(values, shares, method="inverted_cdf")
    assert np.abs(sketch.quantile(shares) - exact).max() <= (np.abs(exact - sketch.frame.origin) / 256 + 1e-12).max()
    assert sketch.quantile(np.array([0.0, 1.0])).tolist() == [values.min(), values.max()]


def test_a_column_far_from_zero_keeps_its_mean_and_spread() -> None:
    values = 1.7e9 + np.random.default_rng(2).normal(size=5_000)

    sketch = numeric_sketch(values, frame=numeric_frame(values))

    assert sketch.mean == pytest.approx(values.mean(), abs=1e-6)
    assert sketch.sd == pytest.approx(values.std(ddof=1), rel=1e-6)
    assert np.quantile(values, 0.9) == pytest.approx(sketch.quantile(np.array([0.9]))[0], abs=0.02)


def test_an_empty_and_a_constant_column_have_a_sketch() -> None:
    empty = numeric_sketch(np.array([]))
    constant = numeric_sketch(np.full(10, 3.0), frame=numeric_frame(np.full(10, 3.0)))

    assert np.isnan(empty.quantile(np.array([0.5]))).all()
    assert math.isnan(empty.mean)
    assert (constant.sd, constant.quantile(np.array([0.5]))[0], constant.atoms.tolist()) == (0.0, 3.0, [10])
    assert empty.merge(numeric_sketch(np.array([1.0]))) == numeric_sketch(np.array([1.0]))


def test_values_beyond_single_precision_fall_into_the_outermost_cells() -> None:
    sketch = numeric_sketch(np.array([1e300, -1e300, 1e-300]))

    assert sketch.n == int(sketch.counts.sum()) == 3
    assert sketch.quantile(np.array([1.0]))[0] == 1e300


def test_sketches_of_different_frames_are_not_merged() -> None:
    with pytest.raises(BadInput, match="different frames"):
        numeric_sketch(np.array([1.0])).merge(numeric_sketch(np.array([1.0]), frame=NumericFrame(origin=5.0)))
    with pytest.raises(BadInput, match="different frames"):
        categorical_sketch(["a"]).merge(categorical_sketch(["a"], frame=CategoricalFrame(("a",))))


def test_bytes_of_another_frame_or_damaged_bytes_are_refused() -> None:
    data = numeric_sketch(np.arange(50.0)).to_bytes()
    levels = CategoricalFrame(("a", "b"))
    texts = categorical_sketch(["a", "c"], frame=levels).to_bytes()
    scores = score_sketch(np.array([0.5]), np.array([1])).to_bytes()

    with pytest.raises(BadInput, match="another frame"):
        NumericSketch.from_bytes(data, frame=NumericFrame(origin=1.0))
    with pytest.raises(BadInput, match="another frame"):
        CategoricalSketch.from_bytes(texts, frame=CategoricalFrame())
    for broken in (data[:-1], data[:20], b"", data[:-1] + b"\xff"):
        with pytest.raises(StoreCorrupt):
            NumericSketch.from_bytes(broken, frame=NumericFrame())
    for broken in (texts[:-1], b"nope"):
        with pytest.raises(StoreCorrupt):
            CategoricalSketch.from_bytes(broken, frame=levels)
    with pytest.raises(StoreCorrupt):
        ScoreSketch.from_bytes(scores[:-1])


def test_unknown_levels_are_counted_and_sampled_by_hash() -> None:
    rows = [f"new-{k % 1000}" for k in range(3000)] + ["AA"] * 5 + [None]

    sketch = categorical_sketch(rows, frame=CategoricalFrame(("AA", "UA")))

    assert (sketch.unknown, sketch.nulls, sketch.n, len(sketch.sample)) == (3000, 1, 3005, 256)
    assert all(item.count == 3 for item in sketch.sample)
    assert sketch.distinct_unknown == pytest.approx(1000, rel=0.2)


def test_counts_made_elsewhere_give_the_same_sketch_as_the_rows() -> None:
    frame = categorical_frame({"b": 3, "a": 2})

    assert categorical_sketch({"a": 2, "x": 1}, frame=frame, nulls=1) == categorical_sketch(
        ["x", "a", None, "a"], frame=frame
    )


def test_a_frame_is_the_same_whatever_the_order_of_its_columns() -> None:
    number, text = NumericFrame(0.5, (0.0,)), CategoricalFrame(("AA",))
    frame = Frame.of({"distance": number, "carrier": text})

    assert frame.digest == Frame.of({"carrier": text, "distance": number}).digest
    assert Frame.from_bytes(frame.to_bytes()) == frame
    assert frame.column("carrier") == text
    with pytest.raises(NotFound, match="carrier, distance"):
        frame.column("tailnum")


def test_score_cells_agree_with_scikit_learn() -> None:
    rng = np.random.default_rng(3)
    scores = rng.beta(2, 5, 5000)
    labels = (rng.random(5000) < scores).astype(int)

    sketch = score_sketch(scores, labels)

    assert sketch.auc() == pytest.approx(roc_auc_score(labels, scores), abs=1e-4)
    assert sketch.brier() == pytest.approx(brier_score_loss(labels, scores), abs=1e-8)
    assert sketch.confusion(0.25) == tuple(
        getattr(confusion(labels, scores, threshold=0.25), k) for k in ("tn", "fp", "fn", "tp")
    )
    assert sketch.calibration_error() < 0.05


def test_a_corrected_label_leaves_the_cells_as_if_it_had_been_right_from_the_start() -> None:
    scores, wrong, right = np.array([0.2, 0.9]), np.array([0, 0]), np.array([0, 1])
    known = np.array([True, True])

    corrected = (
        score_sketch(scores, wrong)
        .merge(score_sketch(scores[1:], right[1:]))
        .minus(score_sketch(scores[1:], wrong[1:]))
    )

    assert corrected == score_sketch(scores, right, known=known)
    assert ScoreSketch.from_bytes(corrected.to_bytes()) == corrected


def test_scores_without_labels_count_in_coverage_only() -> None:
    sketch = score_sketch(np.array([0.1, 0.9, 0.9]), np.array([0, 1, 0]), known=np.array([True, True, False]))

    assert (sketch.auc(), sketch.labelled, sketch.coverage) == (1.0, 2, pytest.approx(2 / 3))
    assert math.isnan(score_sketch(np.array([0.1]), np.array([0])).auc())
    with pytest.raises(BadInput, match=r"outside \[0, 1\]"):
        score_sketch(np.array([np.nan]), np.array([0]))
