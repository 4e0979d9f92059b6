"""Studies: what is varied, what was tried, what came out."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

from flyball.core import Name
from flyball.tracking.model import RunId

Direction = Literal["maximize", "minimize"]
TrialState = Literal["running", "complete", "pruned", "failed"]
EndState = Literal["complete", "pruned", "failed"]
Setting = str | int | float | bool | None
Finite = Annotated[float, Meta(ge=-1.7e308, le=1.7e308)]


class Float(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="float"):
    """A number between two bounds, both included; `log` for spans of several powers of ten."""

    low: Finite
    high: Finite
    log: bool = False
    step: Annotated[float, Meta(gt=0)] | None = None


class Int(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="int"):
    """A whole number between two bounds, both included."""

    low: int
    high: int
    log: bool = False
    step: Annotated[int, Meta(ge=1)] = 1


class Choice(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="choice"):
    """One of some options without order."""

    options: Annotated[tuple[Setting, ...], Meta(min_length=1, max_length=1_000)]


Dimension = Float | Int | Choice
Space = dict[Annotated[str, Meta(min_length=1, max_length=250)], Dimension]


class Trial(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One setting that was tried; numbers are consecutive from 0."""

    study: Name
    number: int
    state: TrialState
    params: dict[str, Setting]
    value: float | None
    values: tuple[tuple[int, float], ...] = ()
    """What was reported on the way, as (step, value)."""
    run: RunId | None = None
    error: str = ""
    started_at: datetime
    ended_at: datetime | None = None


class Study(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A search for the best setting, which may be interrupted and goes on where it stopped."""

    name: Name
    direction: Direction
    space: Space
    seed: int
    owner: str
    created_at: datetime
    trial_count: int
    complete_count: int
    best: Trial | None

    @property
    def ref(self) -> str:
        """`study:NAME`."""
        return f"study:{self.name}"
