"""Capture the interpreter and the installed distributions."""

from __future__ import annotations

import functools
import platform
import re
from importlib import metadata

from flyball.compute.model import Environment


@functools.cache
def capture_environment() -> Environment:
    """The environment of this process; taken once, since what is imported does not change under it.

    >>> capture_environment().distributions["msgspec"] == metadata.version("msgspec")
    True
    """
    return Environment(
        python=platform.python_version(),
        implementation=platform.python_implementation(),
        system=platform.system(),
        machine=platform.machine(),
        distributions=dict(sorted(_installed().items())),
    )


def compare_environments(before: Environment, after: Environment) -> list[str]:
    """What changed between two environments, one short sentence each; empty when they agree."""
    changed = [
        f"{field} {getattr(before, field)} → {getattr(after, field)}"
        for field in ("python", "implementation", "system", "machine")
        if getattr(before, field) != getattr(after, field)
    ]
    for name in sorted(before.distributions.keys() | after.distributions.keys()):
        old, new = before.distributions.get(name), after.distributions.get(name)
        if old != new:
            changed.append(f"{name} {old or 'absent'} → {new or 'absent'}")
    return changed


def normalised(name: str) -> str:
    """A distribution's name in the one spelling of PEP 503.

    >>> normalised("Typing_Extensions")
    'typing-extensions'
    """
    return re.sub(r"[-_.]+", "-", name).lower()


def _installed() -> dict[str, str]:
    found: dict[str, str] = {}
    for distribution in metadata.distributions():
        name = distribution.metadata["Name"]
        if name:  # a half-removed distribution has a folder without metadata
            found.setdefault(normalised(name), distribution.version)  # the first on the path is the one imported
    return found
