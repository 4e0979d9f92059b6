"""Search for good parameters: spaces, studies, trials; any sampler of Optuna, every trial on record."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flyball.tuning.model import Choice, Float, Int, Study, Trial
    from flyball.tuning.search import Attempt, Pruned
    from flyball.tuning.search import search as study
    from flyball.tuning.service import Studies

_HOMES = {
    "Attempt": "search:Attempt",
    "Choice": "model:Choice",
    "Float": "model:Float",
    "Int": "model:Int",
    "Pruned": "search:Pruned",
    "Studies": "service:Studies",
    "Study": "model:Study",
    "Trial": "model:Trial",
    "study": "search:search",
}

__all__ = ["Attempt", "Choice", "Float", "Int", "Pruned", "Studies", "Study", "Trial", "study"]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'flyball.tuning' has no attribute {name!r}")
    module, _, attribute = home.partition(":")
    return getattr(importlib.import_module(f"flyball.tuning.{module}"), attribute)
