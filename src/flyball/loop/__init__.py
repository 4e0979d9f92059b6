"""Continuous training: when to retrain, whether the challenger is good enough, how far to roll out, when to go back."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flyball.loop.decide import Situation, obstacles, triggers_fired
    from flyball.loop.engine import LoopEngine
    from flyball.loop.holdout import HOLDOUT, Holdout, Trained, read_holdout, write_holdout
    from flyball.loop.model import Cycle, Decision, Limits, Loop, LoopPolicy, Rollout, Triggers
    from flyball.loop.rollout import Look, next_move
    from flyball.loop.rooms import RoomStages, TrainingWindow, judge, rebase_monitor, register_trained
    from flyball.loop.service import Loops

_HOMES = {
    "HOLDOUT": "holdout",
    "Cycle": "model",
    "Decision": "model",
    "Holdout": "holdout",
    "Limits": "model",
    "Look": "rollout",
    "Loop": "model",
    "LoopEngine": "engine",
    "LoopPolicy": "model",
    "Loops": "service",
    "Rollout": "model",
    "RoomStages": "rooms",
    "Situation": "decide",
    "Trained": "holdout",
    "TrainingWindow": "rooms",
    "Triggers": "model",
    "judge": "rooms",
    "next_move": "rollout",
    "obstacles": "decide",
    "read_holdout": "holdout",
    "rebase_monitor": "rooms",
    "register_trained": "rooms",
    "triggers_fired": "decide",
    "write_holdout": "holdout",
}

__all__ = [
    "HOLDOUT",
    "Cycle",
    "Decision",
    "Holdout",
    "Limits",
    "Look",
    "Loop",
    "LoopEngine",
    "LoopPolicy",
    "Loops",
    "Rollout",
    "RoomStages",
    "Situation",
    "Trained",
    "TrainingWindow",
    "Triggers",
    "judge",
    "next_move",
    "obstacles",
    "read_holdout",
    "rebase_monitor",
    "register_trained",
    "triggers_fired",
    "write_holdout",
]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{home}"), name)
