"""One process per role and home folder: a second `flyball up` is told who is there, a killed one leaves no lock."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import msgspec
from msgspec import Struct

from flyball.core.errors import Conflict, DiskFull, Unavailable


class AlreadyRunning(Conflict):
    """Another `flyball up` has this home folder."""

    code = "already-running"


class Running(Struct, frozen=True, kw_only=True):
    """Who holds a role, written into its lock file."""

    pid: int
    url: str
    started_at: str


class HomeLock:
    """The roles of a home folder, held by this process."""

    def __init__(self, descriptors: list[int]) -> None:
        self._descriptors = descriptors

    def describe(self, running: Running) -> None:
        """Say who holds them, for `who_runs` and for the error of the next one."""
        for descriptor in self._descriptors:
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, msgspec.json.encode(running), 0)


@contextmanager
def home_lock(home: Path, roles: list[str]) -> Iterator[HomeLock]:
    """Hold the roles of a home until the block ends; the kernel releases them when the process dies."""
    with ExitStack() as stack:
        yield HomeLock([stack.enter_context(_role_lock(home, role)) for role in roles])


def who_runs(home: Path, role: str = "server") -> Running | None:
    """Who holds a role now, or None."""
    try:
        descriptor = os.open(_file(home, role), os.O_RDWR)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return _read(descriptor)
    finally:
        os.close(descriptor)
    return None


@contextmanager
def _role_lock(home: Path, role: str) -> Iterator[int]:
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(_file(home, role), os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        kind = DiskFull if error.errno == 28 else Unavailable  # 28 = ENOSPC
        raise kind(f"cannot use the folder {home}", why=str(error), hint="choose another with --home") from error
    try:
        _take(descriptor, home, role)
        yield descriptor
    finally:
        os.close(descriptor)


def _take(descriptor: int, home: Path, role: str) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        other = _read(descriptor)
        who = f"process {other.pid} at {other.url}, since {other.started_at}" if other else "another process"
        raise AlreadyRunning(
            f"Flyball already runs on {home} with the role {role}",
            why=who,
            hint="stop it first, or give another folder with --home",
        ) from None


def _read(descriptor: int) -> Running | None:
    try:
        return msgspec.json.decode(os.pread(descriptor, 4096, 0), type=Running)
    except msgspec.DecodeError:
        return None


def _file(home: Path, role: str) -> Path:
    return home / f"{role}.lock"
