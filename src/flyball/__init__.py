"""Flyball takes machine-learning models from data to production and keeps them right there.

The names here are what a user needs first; each is imported when it is used, so that `import flyball` stays instant.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from flyball.core import Ref
    from flyball.core.errors import FlyballError
    from flyball.pipelines import pipeline, step
    from flyball.workspace import Workspace, connect, run

_HOMES = {
    "FlyballError": "flyball.core.errors",
    "Ref": "flyball.core.ref",
    "Workspace": "flyball.workspace",
    "connect": "flyball.workspace",
    "pipeline": "flyball.pipelines",
    "run": "flyball.workspace",
    "step": "flyball.pipelines",
}

__all__ = ["FlyballError", "Ref", "Workspace", "__version__", "connect", "pipeline", "run", "step"]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'flyball' has no attribute {name!r}")
    return getattr(importlib.import_module(home), name)


def __dir__() -> list[str]:
    return sorted(__all__)
