"""Figures, verdicts and gates on rows whose truth is known."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flyball.core.errors import BadInput, NotFound
from flyball.evaluation import Gate, check_gates, compare, evaluate, measure, measure_slices, metric_names
from flyball.evaluation.comparison import verdict_of
from flyball.stats import Interval


def rows(n=4_000, *, strength=1.0, seed=0):
    """Labels with scores that know them with `strength`, a weaker copy, and pure noise."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=n)
    labels = (rng.random(n) < 1 / (1 + np.exp(-2 * x))).astype(int)
    good = 1 / (1 + np.exp(-strength * 2 * x))
    weak = 1 / (1 + np.exp(-(2 * x + rng.normal(scale=2.0, size=n))))
    noise = rng.random(n)
    return labels, good, weak, noise


def test_every_metric_has_a_value_inside_its_interval():
    labels, good, _, _ = rows(400)

    for found in measure(labels, good, metrics=metric_names()):
        assert found.lo is not None and found.value is not None and found.hi is not None
        assert found.lo <= found.value <= found.hi, found.metric
        assert found.n == 400


def test_values_agree_with_scikit_learn():
    from sklearn import metrics as sk

    labels, good, _, _ = rows(500)
    found = {
        m.metric: m.value for m in measure(labels, good, metrics=["roc_auc", "brier", "log_loss", "average_precision"])
    }

    assert found["roc_auc"] == pytest.approx(sk.roc_auc_score(labels, good))
    assert found["brier"] == pytest.approx(sk.brier_score_loss(labels, good))
    assert found["log_loss"] == pytest.approx(sk.log_loss(labels, good))
    assert found["average_precision"] == pytest.approx(sk.average_precision_score(labels, good))


@pytest.mark.parametrize("metric", ["roc_auc", "brier", "log_loss", "average_precision", "accuracy@0.5", "recall@0.4"])
def test_the_better_model_is_better_whichever_way_the_metric_points(metric):
    labels, good, weak, _ = rows(1_500)

    assert compare(labels, good, weak, metric=metric).verdict == "better"
    assert compare(labels, weak, good, metric=metric).verdict == "worse"


def test_equal_models_are_not_worse_within_a_margin():
    labels, good, _, _ = rows()

    found = compare(labels, good, good, margin=0.005)

    assert (found.verdict, found.estimate) == ("not worse", 0.0)


def test_too_few_rows_cannot_tell_and_say_what_they_could_have_seen():
    labels, good, _, noise = rows(40)

    found = compare(labels, good + 0.3 * noise, good, margin=0.001)

    assert found.verdict == "can't tell"
    assert found.smallest_visible is not None and found.smallest_visible > 0.01
    assert "smallest visible difference" in found.says


def test_one_class_cannot_be_compared():
    found = compare([1, 1, 1], [0.1, 0.2, 0.3], [0.3, 0.2, 0.1])

    assert (found.verdict, found.estimate, found.lo) == ("can't tell", None, None)


@given(st.floats(-1, 1), st.floats(0, 0.5), st.floats(0, 0.5))
def test_a_verdict_and_its_mirror_agree(estimate, half, margin):
    verdict = verdict_of(Interval(estimate, estimate - half, estimate + half), margin)

    if verdict == "better":
        assert estimate > 0
    if verdict == "worse":
        assert estimate < -margin
        assert verdict_of(Interval(-estimate, -estimate - half, -estimate + half), margin) == "better"


def test_a_model_of_shuffled_labels_never_passes_the_gate_against_the_baseline():
    labels, good, weak, noise = rows()
    gate = Gate(metric="roc_auc", vs="baseline", margin=0.01)

    (passed,) = check_gates([gate], labels, good, baseline=weak)
    (refused,) = check_gates([gate], labels, noise, baseline=weak)

    assert passed.passed and passed.verdict == "better"
    assert not refused.passed and refused.verdict == "worse"
    assert "against the baseline" in refused.says


def test_a_challenger_must_be_surely_not_worse_than_the_champion():
    labels, good, weak, _ = rows()
    gate = Gate(metric="roc_auc", vs="champion", margin=0.005)

    assert check_gates([gate], labels, good, champion=good)[0].passed
    assert not check_gates([gate], labels, weak, champion=good)[0].passed
    few = slice(0, 60)
    (unsure,) = check_gates([gate], labels[few], good[few], champion=weak[few] * 0.5 + good[few] * 0.5)
    assert unsure.verdict in {"can't tell", "better", "not worse"}


def test_the_first_version_has_no_champion_to_beat():
    labels, good, _, _ = rows(100)

    (found,) = check_gates([Gate(metric="roc_auc", vs="champion")], labels, good)

    assert found.passed and "no champion yet" in found.says


def test_a_bound_is_kept_only_if_the_interval_keeps_it():
    labels, good, _, _ = rows(200)
    auc = measure(labels, good, metrics=["roc_auc"])[0]
    assert auc.value is not None

    (unsure,) = check_gates([Gate(metric="roc_auc", min=auc.value)], labels, good)
    (sure,) = check_gates([Gate(metric="roc_auc", min=0.5)], labels, good)
    (out,) = check_gates([Gate(metric="brier", max=0.01)], labels, good)

    assert (unsure.passed, unsure.verdict) == (False, "can't tell")
    assert sure.passed
    assert (out.passed, out.verdict) == (False, "worse")


def test_a_slice_that_is_surely_worse_refuses_although_the_whole_is_fine():
    labels, good, _, noise = rows(6_000)
    carrier = np.array(["AA", "BB", "CC"])[np.arange(6_000) % 3]
    broken = np.where(carrier == "BB", noise, good)

    (refused,) = check_gates(
        [Gate(metric="roc_auc", vs="champion", margin=0.01, slice="carrier")],
        labels, broken, champion=good, slices={"carrier": carrier},
    )  # fmt: skip
    (passed,) = check_gates(
        [Gate(metric="roc_auc", vs="champion", margin=0.01, slice="carrier")],
        labels, good, champion=good, slices={"carrier": carrier},
    )  # fmt: skip

    assert not refused.passed and "carrier=BB" in refused.says and "AA" not in refused.says
    assert passed.passed


def test_many_slices_of_an_equal_model_rarely_refuse_by_chance():
    refused = 0
    for seed in range(20):
        labels, good, _, _ = rows(3_000, seed=seed)
        jitter = good + np.random.default_rng(seed).normal(scale=0.02, size=good.size)
        level = [str(n % 30) for n in range(3_000)]
        gate = Gate(metric="roc_auc", vs="champion", slice="g", margin=0.0)
        refused += not check_gates([gate], labels, jitter, champion=good, slices={"g": level})[0].passed

    assert refused <= 4


def test_slices_carry_their_rows_and_missing_is_a_level():
    found = measure_slices(
        [0, 1, 0, 1, 1], [0.1, 0.9, 0.2, 0.8, 0.7], {"origin": pa.array(["JFK", "JFK", None, None, "LGA"])}
    )

    assert [(m.level, m.n, m.value) for m in found] == [("JFK", 2, 1.0), ("LGA", 1, None), ("missing", 2, 1.0)]


@pytest.mark.parametrize(
    ("labels", "scores"),
    [
        ([0, 2], [0.1, 0.2]),
        ([0, None], [0.1, 0.2]),
        ([0, 1], [0.1, float("nan")]),
        ([0, 1], [0.1]),
        ([0, 1], ["a", "b"]),
    ],
)
def test_rows_that_mean_nothing_are_refused(labels, scores):
    with pytest.raises(BadInput):
        measure(labels, scores)


def test_an_unknown_metric_lists_the_known_ones():
    with pytest.raises(NotFound, match="roc_auc"):
        measure([0, 1], [0.1, 0.2], metrics=["auc"])


def test_a_gate_that_asks_for_nothing_is_refused():
    with pytest.raises(BadInput, match="asks for nothing"):
        check_gates([Gate(metric="roc_auc")], [0, 1], [0.1, 0.2])


def test_a_report_is_kept_with_its_gates_and_found_again(ws):
    labels, good, weak, _ = rows(500)
    report = evaluate(
        labels, good, metrics=("roc_auc", "brier"), baseline=weak, slices={"half": ["a", "b"] * 250},
        gates=[Gate(metric="roc_auc", vs="baseline"), Gate(metric="roc_auc", min=0.99)],
    )  # fmt: skip
    ws.dataset("flights").create().commit(pa.table({"x": [1]}))
    with ws.run("train") as run:
        pass

    kept = ws.evaluations.record(subject=run.ref, dataset="dataset:flights@1", report=report)

    assert not kept.passed
    assert [gate.passed for gate in kept.gates] == [True, False]
    assert ws.evaluations.report(kept.id) == report
    assert ws.evaluations.list_evaluations(subject=run.ref) == [kept]
    assert {edge.src for edge in ws.lineage.up(kept.ref).edges} >= {run.ref, "dataset:flights@1"}


def test_an_evaluation_names_a_dataset_version(local_ws):
    with pytest.raises(BadInput, match="no dataset version"):
        local_ws.evaluations.record(subject="run:x", dataset="dataset:flights", report=evaluate([0, 1], [0.2, 0.7]))
