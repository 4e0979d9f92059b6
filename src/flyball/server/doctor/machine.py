"""Checks that need no store: versions, disk, permissions."""

from __future__ import annotations

import platform
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from flyball import __version__
from flyball.core.config import Settings
from flyball.server.doctor.finding import Finding, ok, problem, warning

_LITTLE_BYTES = 2**30
_TOO_LITTLE_BYTES = 100 * 2**20
_PRIVATE = ("token", "catalog.db", "online.db")


def examine_machine(settings: Settings) -> Iterator[Finding]:
    """All of them, in order."""
    yield ok("versions", f"Flyball {__version__}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}")
    home = settings.home_path()
    if not home.is_dir():
        yield warning("home", f"{home} does not exist", "flyball up makes it; --home or FLYBALL_HOME names another")
        return
    yield _disk(home)
    yield from _permissions(home)


def _disk(home: Path) -> Finding:
    free = shutil.disk_usage(home).free
    says = f"{free / 2**30:.1f} GiB free for {home}"
    if free < _TOO_LITTLE_BYTES:
        return problem("disk", says, "free some space; until then changes are refused")
    return warning("disk", says, "free some space soon") if free < _LITTLE_BYTES else ok("disk", says)


def _permissions(home: Path) -> Iterator[Finding]:
    home_is_private = home.stat().st_mode & 0o077 == 0
    open_to_others = [
        name
        for name in _PRIVATE
        if (home / name).exists() and (home / name).stat().st_mode & 0o077 and (name == "token" or not home_is_private)
    ]
    if open_to_others:
        names = ", ".join(open_to_others)
        yield warning("permissions", f"other accounts of this machine can read {names}", f"chmod 700 {home}")
    else:
        yield ok("permissions", f"{home} is readable by its owner only")
