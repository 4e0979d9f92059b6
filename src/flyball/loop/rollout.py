"""How far a canary goes at one look: pure, and safe to ask at any time and any number of times."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct

from flyball.loop.model import Rollout

Move = Literal["roll_back", "advance", "promote", "hold", "abort"]


class Look(Struct, frozen=True, kw_only=True):
    """What is known about a running canary."""

    now: datetime
    step: int
    step_since: datetime
    canary_rows: int
    base_rows: int
    """Labelled predictions per arm since the canary began."""
    e_value: float
    """Evidence that the canary's error odds exceed the allowed ones; at 1/alpha it is stopped."""


def next_move(rollout: Rollout, look: Look) -> tuple[Move, str]:
    """The move and its reason.

    Rolls back on evidence, advances on enough labelled rows without it, holds otherwise; no traffic is `hold`, never a
    pass, and a hold that lasts too long goes back to the champion.
    """
    limit = 1 / rollout.alpha
    if look.e_value >= limit:
        return (
            "roll_back",
            f"e-value {look.e_value:.3g} for worse than {rollout.max_odds:g} times the odds (limit {limit:g})",
        )
    enough = min(look.canary_rows, look.base_rows if rollout.steps[look.step] < 1 else look.canary_rows)
    if enough < rollout.min_rows:
        if look.now - look.step_since >= timedelta(days=rollout.max_hold_days):
            return "abort", f"held for {rollout.max_hold_days:g} days without {rollout.min_rows} labelled rows per arm"
        return "hold", f"{enough} labelled rows per arm (needs {rollout.min_rows})"
    says = f"{look.canary_rows} labelled canary rows, e-value {look.e_value:.3g} of {limit:g}"
    is_last = look.step + 1 >= len(rollout.steps) or rollout.steps[look.step + 1] >= 1
    return ("promote", says) if is_last else ("advance", says)
