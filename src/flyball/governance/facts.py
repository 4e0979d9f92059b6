"""What a thing says about itself when somebody asks why: one sentence, its numbers, and what it came from.

Governance sits below the rooms, so each room registers a function for the kinds of Ref it owns.
"""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct

from flyball.core import Ref, Registry
from flyball.core.errors import NotFound
from flyball.store import Stores

Fact = str | int | float | bool | None | list[str]


class Facts(Struct, frozen=True, kw_only=True):
    """One link of a `why` chain."""

    ref: str
    sentence: str
    facts: dict[str, Fact] = {}
    parents: tuple[str, ...] = ()
    """Refs it came from, besides those that lineage edges already name."""


class FactsOf(Protocol):
    """Looks a thing up; raises `NotFound` when there is none."""

    def __call__(self, stores: Stores, project: str, ref: Ref) -> Facts: ...


FACTS: Registry[FactsOf] = Registry(
    "facts",
    {
        "dataset": "flyball.data.facts:facts",
        "features": "flyball.features.facts:facts",
        "feature-service": "flyball.features.facts:facts",
        "run": "flyball.tracking.facts:facts",
        "study": "flyball.tuning.facts:facts",
        "model": "flyball.registry.facts:facts",
        "approval": "flyball.registry.facts:approval_facts",
        "deployment": "flyball.serving.facts:facts",
        "prediction": "flyball.serving.facts:prediction_facts",
        "monitor": "flyball.monitoring.facts:facts",
        "incident": "flyball.monitoring.facts:incident_facts",
        "cycle": "flyball.loop.facts:facts",
        "pipeline": "flyball.pipelines.facts:facts",
    },
)


def find_facts(stores: Stores, project: str, ref: Ref) -> Facts | None:
    """What a thing says about itself; None if its kind has nothing to say or the thing is not there (any more)."""
    try:
        look_up = FACTS.find(ref.kind)
        return None if look_up is None else look_up(stores, project, ref)
    except NotFound:
        return None
    except ModuleNotFoundError as error:
        if error.name is None or not error.name.startswith("flyball."):
            raise
        return None  # a room that this installation lacks


def canonical(stores: Stores, project: str, ref: Ref) -> str:
    """The address under which lineage knows a thing: an alias becomes the version it names now."""
    if ref.selector is not None and ref.version is not None:
        return str(ref)
    found = find_facts(stores, project, ref)
    return str(ref) if found is None else found.ref
