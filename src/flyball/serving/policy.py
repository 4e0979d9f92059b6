"""Deciding on a policy: pure, from what is wanted and what was there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from flyball.core import Ref
from flyball.core.errors import BadInput, Conflict
from flyball.serving.model import ArmSpec, Policy, PolicyKind
from flyball.serving.snapshot import MILLION


def check_arms(arms: Sequence[ArmSpec], shadow: Sequence[ArmSpec]) -> PolicyKind:
    """The kind of a policy with these arms; `BadInput` for shares that do not add up and for names used twice.

    >>> check_arms([ArmSpec(model="model:m@1", weight_ppm=900_000), ArmSpec(model="model:m@2", weight_ppm=100_000)], [])
    'canary'
    """
    if not arms:
        raise BadInput("a policy needs at least one arm")
    total = sum(arm.weight_ppm for arm in arms)
    if total != MILLION:
        raise BadInput(
            f"the arms' shares add up to {total} parts per million",
            why=f"they must add up to {MILLION}",
            hint="give each arm weight_ppm, such as 900000 and 100000",
        )
    return "single" if len(arms) == 1 else "canary"


def name_of(arm: ArmSpec, resolved: Ref) -> str:
    """The variant's name: the one given, else made from the version's number."""
    return arm.name or f"v{resolved.selector}"


def check_names(names: Sequence[str]) -> None:
    """Refuse two variants of one name."""
    repeated = [name for name, count in Counter(names).items() if count > 1]
    if repeated:
        raise BadInput(f"two variants are named {repeated[0]}", hint="give each arm a name of its own")


def check_generation(deployment: str, current: int, expected: int | None) -> None:
    """Compare-and-set: a change names the generation it saw."""
    if expected is not None and expected != current:
        raise Conflict(
            f"deployment:{deployment} is at policy {current}, not {expected}",
            why="somebody else changed it",
            hint=f"look at it again, then repeat with expected_gen={current}",
        )


def rollback_target(history: Sequence[Policy]) -> int:
    """The generation to restore, from policies newest first: one step back, and further when the last was a rollback.

    A rollback of a rollback does not bring the bad policy back, it goes one step further into the past.
    """
    restored = {policy.gen: policy.restores for policy in history}
    at = history[0].gen
    while (origin := restored.get(at)) is not None:
        at = origin
    if at <= 1:
        raise Conflict("there is no earlier policy to go back to", hint="flyball deployment policies")
    target = at - 1
    while (origin := restored.get(target)) is not None:
        target = origin
    return target
