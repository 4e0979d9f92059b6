"""Decisions on policies, as tables of cases."""

from datetime import UTC, datetime

import pytest

from flyball.core.errors import BadInput, Conflict
from flyball.serving.model import ArmSpec, Policy
from flyball.serving.policy import check_arms, check_generation, check_names, rollback_target


def arm(weight_ppm: int) -> ArmSpec:
    return ArmSpec(model="model:m@1", weight_ppm=weight_ppm)


def history(*restores: int | None) -> list[Policy]:
    """Policies newest first; the k-th argument says what generation k+1 restored."""
    at = datetime(2026, 1, 1, tzinfo=UTC)
    made = [
        Policy(gen=gen, kind="single", arms=(), shadow=(), unit_key=None, restores=r, reason="",
            created_by="u", created_at=at,
        )
        for gen, r in enumerate(restores, start=1)
    ]  # fmt: skip
    return made[::-1]


@pytest.mark.parametrize("shares", [[], [999_999], [500_000, 500_001], [0]])
def test_shares_that_do_not_add_up_to_a_million_are_refused(shares):
    with pytest.raises(BadInput):
        check_arms([arm(share) for share in shares], [])


def test_two_arms_are_a_canary():
    assert check_arms([arm(900_000), arm(100_000)], []) == "canary"
    assert check_arms([arm(1_000_000)], []) == "single"


def test_two_variants_cannot_share_a_name():
    with pytest.raises(BadInput, match="v1"):
        check_names(["v1", "v2", "v1"])


def test_a_change_that_saw_an_old_policy_is_refused_with_the_new_one():
    with pytest.raises(Conflict) as refused:
        check_generation("late-flight", current=7, expected=6)

    assert "expected_gen=7" in refused.value.hint


@pytest.mark.parametrize(
    ("restores", "target"),
    [
        ((None, None), 1),
        ((None, None, None), 2),
        ((None, None, None, 2), 1),  # rolled back from 3 to 2; again goes to 1
        ((None, None, 1, None), 1),  # 1, 2, back to 1, then 4: back means 1
    ],
)
def test_a_rollback_goes_to_the_policy_before_and_never_to_a_bad_one(restores, target):
    assert rollback_target(history(*restores)) == target


@pytest.mark.parametrize("restores", [(None,), (None, None, 1)])
def test_there_is_nothing_before_the_first_policy(restores):
    with pytest.raises(Conflict):
        rollback_target(history(*restores))
