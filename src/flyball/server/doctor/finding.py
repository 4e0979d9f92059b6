"""What a check says."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class Finding(Struct, frozen=True, kw_only=True):
    """One check's outcome; `ok` needs nothing done, the others say what."""

    check: str
    outcome: Literal["ok", "warning", "problem"]
    says: str
    todo: str = ""


def ok(check: str, says: str) -> Finding:
    """Nothing to do."""
    return Finding(check=check, outcome="ok", says=says)


def warning(check: str, says: str, todo: str) -> Finding:
    """Works, but will not for ever."""
    return Finding(check=check, outcome="warning", says=says, todo=todo)


def problem(check: str, says: str, todo: str) -> Finding:
    """Does not work, or something is lost."""
    return Finding(check=check, outcome="problem", says=says, todo=todo)
