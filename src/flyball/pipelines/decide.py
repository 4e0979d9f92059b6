"""What happens when an executor asks for a step: a pure function of what is known about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from flyball.pipelines.model import SUCCESSFUL, TERMINAL, StepState

MAX_LOST = 5
"""A step whose executor died so often is taken to kill its hosts."""


class Standing(Struct, frozen=True, kw_only=True):
    """A step's row, as far as it matters here; None of it exists before the first executor asks."""

    state: StepState
    owner: str = ""
    lease_until: int | None = None
    not_before: int | None = None
    lost: int = 0
    has_output: bool = False


class Verdict(Struct, frozen=True, kw_only=True):
    """What to do; `wait_us` from now when it is to wait."""

    act: Literal["claim", "take", "wait", "skip", "reuse", "give-up"]
    wait_us: int = 0
    blocked_by: str = ""
    is_takeover: bool = False


def decide(
    standing: Standing | None,
    *,
    now_us: int,
    owner: str,
    take_over: str,
    before: Mapping[str, StepState],
    is_found: bool,
) -> Verdict:
    """Claim, take, wait, skip, reuse or give up.

    `before` maps the steps it depends on to their states, `take_over` names an executor known to be dead, `is_found`
    says whether the cache has its output. A done step whose output nobody could store is done only for the executor
    that holds the value, so another one runs it again.

    >>> decide(None, now_us=0, owner="a", take_over="", before={"load": "failed"}, is_found=False).act
    'skip'
    """
    if standing is not None and standing.state in TERMINAL:
        is_gone = standing.state == "done" and not standing.has_output
        return Verdict(act="claim" if is_gone else "take")
    is_takeover = False
    if standing is not None and standing.state == "running":
        is_held = (standing.lease_until or 0) > now_us and standing.owner not in (owner, take_over)
        if is_held:
            return Verdict(act="wait", wait_us=(standing.lease_until or 0) - now_us)
        if standing.lost + 1 >= MAX_LOST:
            return Verdict(act="give-up")
        is_takeover = True
    if standing is not None and (standing.not_before or 0) > now_us:
        return Verdict(act="wait", wait_us=(standing.not_before or 0) - now_us)
    for path, state in before.items():
        if state in TERMINAL and state not in SUCCESSFUL:
            return Verdict(act="skip", blocked_by=f"{path} {'was skipped' if state == 'skipped' else state}")
    return Verdict(act="reuse" if is_found else "claim", is_takeover=is_takeover)
