"""Tests for any time: they hold at every look, and see what they should in time. Targets: design pages, section 7."""

import numpy as np
import pytest

from flyball.core.errors import BadInput
from flyball.stats import CanaryErrors, LossChange, Moments, difference_sequence, mean_sequence, sample_ratio_e

RNG = np.random.default_rng(12)


def looks(rng, canary_rate, base_rate, *, requests, every, share=0.1):
    state = CanaryErrors.start()
    for _ in range(requests // every):
        canary = int(rng.binomial(every, share))
        state = state.look(
            requests=canary,
            errors=int(rng.binomial(canary, canary_rate)),
            base_requests=every - canary,
            base_errors=int(rng.binomial(every - canary, base_rate)),
        )
        yield state


def caught_after(rng, canary_rate, *, requests, every):
    """Canary requests until the rollback, or None."""
    for number, state in enumerate(looks(rng, canary_rate, 0.005, requests=requests, every=every), start=1):
        if state.e_value >= 100:
            return number * every // 10
    return None


def test_a_healthy_canary_is_kept_at_every_look(rng) -> None:
    wrong = sum(caught_after(rng, 0.005, requests=20_000, every=200) is not None for _ in range(150))

    assert wrong <= 3


def test_a_canary_exactly_at_the_margin_is_rolled_back_at_most_with_alpha(rng) -> None:
    at_margin = 1.5 * 0.005 / (1 + 0.5 * 0.005)
    wrong = sum(caught_after(rng, at_margin, requests=20_000, every=200) is not None for _ in range(300))

    assert wrong <= 8  # expected at most 3


@pytest.mark.parametrize(("rate", "within", "every"), [(0.5, 20, 10), (0.05, 150, 50), (0.02, 900, 200)])
def test_a_broken_canary_is_caught_in_time(rng, rate, within, every) -> None:
    caught = [caught_after(rng, rate, requests=20_000, every=every) or 10**9 for _ in range(60)]

    assert np.median(caught) <= within


def test_a_look_without_traffic_says_nothing() -> None:
    state = CanaryErrors.start()

    assert state.look(requests=0, errors=0, base_requests=100, base_errors=3) == state
    assert state.e_value == 1.0


def test_an_experiment_may_be_looked_at_all_the_time(rng) -> None:
    wrong = 0
    for _ in range(150):
        arm = base = Moments()
        for _ in range(100):
            arm += moments(rng.random(100) < 0.05)
            base += moments(rng.random(100) < 0.05)
            found = difference_sequence(arm, base)
            if found.lo > 0 or found.hi < 0:
                wrong += 1
                break

    assert wrong <= 0.09 * 150


def test_a_real_difference_is_found(rng) -> None:
    arm, base = moments(rng.random(8000) < 0.07), moments(rng.random(8000) < 0.05)

    found = difference_sequence(arm, base)

    assert found.lo > 0
    assert mean_sequence(base).lo < 0.05 < mean_sequence(base).hi
    assert mean_sequence(Moments(1, 1.0, 1.0)).hi == np.inf


def test_a_wrong_split_of_traffic_is_found_and_a_right_one_is_not(rng) -> None:
    shares = np.array([0.9, 0.1])
    right = rng.multinomial(1000, shares, size=100).cumsum(axis=0)
    wrong = rng.multinomial(1000, [0.89, 0.11], size=100).cumsum(axis=0)

    assert max(sample_ratio_e(counts, shares) for counts in right) < 100
    assert max(sample_ratio_e(counts, shares) for counts in wrong) > 100
    with pytest.raises(BadInput):
        sample_ratio_e(np.array([1, 2]), np.array([0.5, 0.4]))


def test_loss_detector_keeps_its_run_length_and_finds_a_jump(rng) -> None:
    start = LossChange.start(baseline=0.1, labels=10_000, arl=20_000)
    false_alarms, delays = 0, []
    for _ in range(40):
        calm = start.look((rng.random(5_000) < 0.1) * 1.0)
        false_alarms += calm.alarm_at is not None
        if calm.alarm_at is None:
            after = calm.look((rng.random(3_000) < 0.2) * 1.0)
            delays.append((after.alarm_at or 10**9) - 5_000)
            assert after.is_worse

    assert false_alarms <= 4
    assert np.median(delays) <= 260


def test_loss_detector_finds_an_improvement_too_and_says_so(rng) -> None:
    found = LossChange.start(baseline=0.3, labels=2_000, arl=10_000).look((rng.random(3_000) < 0.1) * 1.0)

    assert found.alarm_at is not None
    assert found.is_worse is False


def test_loss_detector_gives_one_answer_however_the_labels_are_cut(rng) -> None:
    losses = (rng.random(1_000) < 0.13) * 1.0
    start = LossChange.start(baseline=0.1, labels=5_000, arl=1e9)

    whole, parts = start.look(losses), start
    for k in range(0, 1_000, 37):
        parts = parts.look(losses[k : k + 37])

    assert parts.seen == whole.seen == 1_000
    assert parts.evidence == pytest.approx(whole.evidence, rel=1e-9)


@pytest.mark.parametrize("baseline", [0.0, 0.001, 0.5, 0.97, 1.0])
def test_loss_detector_works_for_every_baseline(baseline) -> None:
    start = LossChange.start(baseline=baseline, labels=500, arl=1_000)
    opposite = np.full(2_000, 0.0 if baseline > 0.5 else 1.0)

    assert start.look(opposite).alarm_at is not None or baseline in {0.5}
    assert start.look(np.array([])).evidence == start.evidence
    with pytest.raises(BadInput):
        start.look(np.array([2.0]))


def moments(values) -> Moments:
    numbers = np.asarray(values, dtype=float)
    return Moments(numbers.size, float(numbers.sum()), float((numbers**2).sum()))
