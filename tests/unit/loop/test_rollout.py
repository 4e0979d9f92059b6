from datetime import UTC, datetime, timedelta

import msgspec

from flyball.loop import Look, Rollout, next_move

NOW = datetime(2026, 3, 1, tzinfo=UTC)
POLICY = Rollout(steps=(0.1, 0.5, 1.0), min_rows=500, alpha=0.01, max_hold_days=10)
LOOK = Look(now=NOW, step=0, step_since=NOW - timedelta(days=1), canary_rows=600, base_rows=5000, e_value=1.0)


def but(**changes: object) -> Look:
    return msgspec.structs.replace(LOOK, **changes)


def test_enough_rows_without_evidence_against_it_advance() -> None:
    assert next_move(POLICY, LOOK)[0] == "advance"


def test_the_step_before_everything_promotes() -> None:
    assert next_move(POLICY, but(step=1))[0] == "promote"


def test_a_single_step_promotes_at_once() -> None:
    assert next_move(Rollout(steps=(1.0,)), but(step=0, base_rows=0))[0] == "promote"


def test_evidence_rolls_back_however_few_rows_there_are() -> None:
    assert next_move(POLICY, but(e_value=100.0, canary_rows=20))[0] == "roll_back"
    assert next_move(POLICY, but(e_value=99.9, canary_rows=20))[0] == "hold"


def test_no_traffic_is_hold_and_never_a_pass() -> None:
    assert next_move(POLICY, but(canary_rows=0, base_rows=0))[0] == "hold"


def test_too_few_rows_in_either_arm_hold() -> None:
    assert next_move(POLICY, but(base_rows=499))[0] == "hold"


def test_a_hold_that_lasts_too_long_goes_back_to_the_champion() -> None:
    move, reason = next_move(POLICY, but(canary_rows=0, step_since=NOW - timedelta(days=10)))

    assert move == "abort"
    assert "10 days" in reason
