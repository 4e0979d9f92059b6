"""What a loop is: the policy a team writes once, and the cycles, verdicts and decisions that follow from it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

from flyball.core import Event, Name
from flyball.evaluation import Gate, GateResult

EntryPoint = Annotated[str, Meta(pattern=r"^[A-Za-z_][\w.]*:[A-Za-z_]\w*(?![\s\S])", max_length=200)]
"""An importable function, written `package.module:function`."""
Share = Annotated[float, Meta(gt=0, le=1)]
Days = Annotated[float, Meta(ge=0)]

Stage = Literal[
    "triggered", "training", "evaluating", "awaiting_approval", "shadow", "canary", "probation", "closed"
]  # fmt: skip
Outcome = Literal["promoted", "rejected", "rolled_back", "skipped", "aborted", "failed"]
DecisionKind = Literal[
    "nothing", "start", "skip", "train", "reject", "ask", "approve", "shadow", "canary", "advance", "hold", "promote",
    "roll_back", "confirm", "fail",
]  # fmt: skip


class Triggers(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What starts a cycle; any one is enough."""

    incidents: tuple[str, ...] = ("drift", "performance")
    """Kinds of incident on the deployment that mean the world changed; broken data is no such kind, it never trains."""
    max_age_days: Days | None = None
    """Retrain when the live version is older than this."""
    min_new_labels: Annotated[int, Meta(ge=1)] | None = None
    """Retrain when so many outcomes have become known since the live version's training data ended."""


class Rollout(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a challenger that passed the gates gets traffic."""

    shadow_days: Days = 0.0
    steps: tuple[Share, ...] = (0.1, 0.5, 1.0)
    """Shares of traffic, rising; the last is everything."""
    min_rows: Annotated[int, Meta(ge=1)] = 500
    """Labelled predictions per arm before a step may advance; less is `hold`."""
    alpha: Annotated[float, Meta(gt=0, lt=1)] = 0.01
    """Chance of rolling back a challenger that is not worse than the margin, over all looks together."""
    max_odds: Annotated[float, Meta(gt=1)] = 1.5
    """The error odds, relative to the champion's, above which the canary counts as broken."""
    max_hold_days: Days = 21.0
    probation_days: Days = 7.0


class Limits(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the loop may not exceed, whatever the triggers say."""

    cooldown_days: Days = 7.0
    max_cycles_per_30_days: Annotated[int, Meta(ge=1)] = 4
    min_new_labels: Annotated[int, Meta(ge=0)] = 0
    rejections_until_breaker: Annotated[int, Meta(ge=1)] = 3
    """So many challengers rejected in a row open the breaker; a person closes it."""


class LoopPolicy(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Continuous training for one deployment."""

    deployment: Name
    model: Name
    data: EntryPoint
    """Called as `data(rooms, window)`; makes the training set and returns its Ref. See `flyball.loop.rooms`."""
    train: EntryPoint
    """Called as `train(run, rows, holdout_from=…, **params)` in a recorded run; returns `Trained`."""
    params: dict[str, str | int | float | bool | None] = {}
    window_days: Annotated[float, Meta(gt=0)] | None = None
    """Train on outcomes of the last so many days; None takes everything known."""
    holdout_days: Annotated[float, Meta(gt=0)] = 7.0
    """The newest labelled rows, kept from training, on which champion and challenger are compared."""
    triggers: Triggers = Triggers()
    gates: tuple[Gate, ...] = (
        Gate(metric="roc_auc", vs="champion", margin=0.01),
        Gate(metric="roc_auc", vs="baseline"),
    )
    """What a challenger must show on rows that neither it nor the champion was trained on."""
    shadows: dict[Name, str] = {}
    """Versions that always answer beside, unseen, by variant name: a control, for example."""
    monitor: Name | None = None
    """The monitor whose reference follows promotions."""
    rollout: Rollout = Rollout()
    limits: Limits = Limits()
    approval: Literal["policy", "people"] = "people"
    """`policy` lets the passed gates approve, and every page says so."""


class Loop(Struct, frozen=True, kw_only=True):
    """A loop with its current policy version."""

    name: str
    version: int
    policy: LoopPolicy
    state: Literal["on", "paused"]
    breaker: str | None = None
    """Why the breaker is open; None when it is closed."""
    updated_at: datetime


class Cycle(Struct, frozen=True, kw_only=True):
    """One turn of the loop, from its cause to its outcome."""

    id: str
    loop: str
    loop_version: int
    number: int
    stage: Stage
    cause: str
    champion: str | None
    challenger: str | None
    run: str | None
    approval: str | None
    step: int
    """Index into the rollout's steps while in canary."""
    opened_at: datetime
    stage_at: datetime
    ended_at: datetime | None
    outcome: Outcome | None
    reason: str
    verdicts: tuple[GateResult, ...] = ()


class Decision(Struct, frozen=True, kw_only=True):
    """What the loop decided at one moment and why, "did nothing" included."""

    at: datetime
    loop: str
    cycle: str | None
    kind: DecisionKind
    reason: str
    evidence: dict[str, str | int | float | bool | None] = {}


class LoopApplied(Event, tag="loop.applied", frozen=True, kw_only=True):
    """A policy version took effect."""

    version: int


class LoopPaused(Event, tag="loop.paused", frozen=True, kw_only=True):
    """A person stopped the loop for a while, or let it go on."""

    is_paused: bool
    reason: str


class CycleOpened(Event, tag="cycle.opened", frozen=True, kw_only=True):
    """A trigger started a cycle; `by_hand` when a person did."""

    cause: str
    by_hand: bool


class CycleMoved(Event, tag="cycle.moved", frozen=True, kw_only=True):
    """The cycle entered a stage."""

    stage: str
    reason: str


class CycleRejected(Event, tag="cycle.rejected", frozen=True, kw_only=True):
    """The gates refused the challenger."""

    challenger: str
    reason: str


class CycleClosed(Event, tag="cycle.closed", frozen=True, kw_only=True):
    """The cycle ended."""

    outcome: str
    reason: str


class BreakerMoved(Event, tag="loop.breaker", frozen=True, kw_only=True):
    """The breaker opened (the loop stopped itself) or a person closed it."""

    is_open: bool
    reason: str
