"""What the engine asks of the rooms below: one method per stage of a cycle, so that the engine itself only decides."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from msgspec import Struct

from flyball.evaluation import GateResult
from flyball.loop.model import Cycle, LoopPolicy
from flyball.loop.rollout import Look

Params = dict[str, str | int | float | bool | None]


class Watched(Struct, frozen=True, kw_only=True):
    """The facts about a deployment that triggers and obstacles look at."""

    open_incidents: tuple[str, ...]
    champion: str | None
    live_since: datetime | None
    new_labels: int


class Challenger(Struct, frozen=True, kw_only=True):
    """What training left behind."""

    run: str
    model: str
    """Ref of the registered challenger, with its version."""


class Compared(Struct, frozen=True, kw_only=True):
    """What the gates found, and on which rows."""

    data_digest: str
    verdicts: tuple[GateResult, ...]


class Approval(Struct, frozen=True, kw_only=True):
    """Where the request for approval stands."""

    id: str
    state: str
    """`open`, `approved`, `rejected`, `void`, `expired` or `withdrawn`."""
    by: str
    """Who or what decided, for the sentence in the decision log."""


class Stages(Protocol):
    """Each method may be called again after a crash and must then do nothing twice."""

    def watch(self, policy: LoopPolicy, now: datetime) -> Watched:
        """Look at incidents, the live version and the outcomes that came in since it was trained."""
        ...

    def train(self, policy: LoopPolicy, cycle: Cycle, params: Params) -> Challenger:
        """Run the policy's training function in a recorded run and register what it returns."""
        ...

    def compare(self, policy: LoopPolicy, cycle: Cycle) -> Compared:
        """Score challenger, champion and baseline on the same rows that neither was trained on."""
        ...

    def ask_approval(self, policy: LoopPolicy, cycle: Cycle) -> Approval:
        """Ask for approval of the challenger, the verdicts as evidence; approval by policy is given at once."""
        ...

    def approval(self, cycle: Cycle) -> Approval:
        """Where the request stands now."""
        ...

    def shadow(self, policy: LoopPolicy, cycle: Cycle) -> None:
        """Let the challenger answer beside the champion, unseen."""
        ...

    def canary(self, policy: LoopPolicy, cycle: Cycle, share: float) -> None:
        """Give the challenger this share of the units, the champion the rest."""
        ...

    def look(self, policy: LoopPolicy, cycle: Cycle, now: datetime) -> Look:
        """Compare the arms on what is labelled so far."""
        ...

    def promote(self, policy: LoopPolicy, cycle: Cycle, reason: str) -> None:
        """Give the challenger everything, move the alias, and take it as the new reference for drift."""
        ...

    def roll_back(self, policy: LoopPolicy, cycle: Cycle, reason: str) -> None:
        """Give everything back to the champion."""
        ...

    def probation(self, policy: LoopPolicy, cycle: Cycle, now: datetime) -> GateResult:
        """Compare the promoted version with the former champion on the outcomes since the promotion."""
        ...
