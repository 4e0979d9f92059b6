"""Continuous training: when to retrain, whether the challenger is good enough, how far to roll out, when to go back."""

from flyball.loop.decide import Situation, obstacles, triggers_fired
from flyball.loop.model import Cycle, Decision, Gate, Limits, Loop, LoopPolicy, Rollout, Triggers, Verdict
from flyball.loop.rollout import Look, next_move
from flyball.loop.service import Loops

__all__ = [
    "Cycle",
    "Decision",
    "Gate",
    "Limits",
    "Look",
    "Loop",
    "LoopPolicy",
    "Loops",
    "Rollout",
    "Situation",
    "Triggers",
    "Verdict",
    "next_move",
    "obstacles",
    "triggers_fired",
]
