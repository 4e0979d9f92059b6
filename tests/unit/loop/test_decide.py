from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from flyball.loop import Limits, Situation, Triggers, obstacles, triggers_fired

NOW = datetime(2026, 3, 1, tzinfo=UTC)
QUIET = Situation(
    now=NOW,
    open_incidents=(),
    live_since=NOW - timedelta(days=3),
    new_labels=10_000,
    last_cycle_ended_at=None,
    cycles_in_30_days=0,
    has_active_cycle=False,
    is_paused=False,
    breaker=None,
)


def but(**changes: object) -> Situation:
    return msgspec.structs.replace(QUIET, **changes)


def test_nothing_starts_when_nothing_calls_for_it() -> None:
    assert triggers_fired(Triggers(max_age_days=28, min_new_labels=20_000), QUIET) == []


@pytest.mark.parametrize(
    ("triggers", "situation", "cause"),
    [
        (Triggers(), but(open_incidents=("drift",)), "open drift incident"),
        (Triggers(), but(open_incidents=("performance", "latency")), "open performance incident"),
        (Triggers(max_age_days=3), QUIET, "the live version is 3 days old (limit 3)"),
        (Triggers(min_new_labels=10_000), QUIET, "10000 new outcomes (limit 10000)"),
    ],
)
def test_each_trigger_names_its_cause(triggers: Triggers, situation: Situation, cause: str) -> None:
    assert triggers_fired(triggers, situation) == [cause]


def test_broken_data_never_starts_a_retraining() -> None:
    assert triggers_fired(Triggers(), but(open_incidents=("quality",))) == []


@pytest.mark.parametrize(
    ("limits", "situation", "says"),
    [
        (Limits(), but(is_paused=True), "paused"),
        (Limits(), but(breaker="3 rejected"), "breaker is open: 3 rejected"),
        (Limits(), but(has_active_cycle=True), "a cycle is running"),
        (Limits(), but(open_incidents=("quality", "drift")), "broken data is not drift"),
        (Limits(cooldown_days=7), but(last_cycle_ended_at=NOW - timedelta(days=2)), "another 5.0 days"),
        (Limits(max_cycles_per_30_days=2), but(cycles_in_30_days=2), "2 cycles in 30 days"),
        (Limits(min_new_labels=20_000), QUIET, "only 10000 new outcomes"),
    ],
)
def test_each_obstacle_is_named(limits: Limits, situation: Situation, says: str) -> None:
    (found,) = obstacles(limits, situation)

    assert says in found


def test_all_obstacles_are_listed_not_only_the_first() -> None:
    assert len(obstacles(Limits(), but(is_paused=True, breaker="x", has_active_cycle=True))) == 3


def test_a_cooldown_ends_to_the_second() -> None:
    limits = Limits(cooldown_days=7)

    assert obstacles(limits, but(last_cycle_ended_at=NOW - timedelta(days=7))) == []
    assert obstacles(limits, but(last_cycle_ended_at=NOW - timedelta(days=7) + timedelta(seconds=1))) != []
