"""All checks of a workspace, also of one that cannot be opened."""

from __future__ import annotations

from collections.abc import Iterator

from flyball.core import RandomIds, SystemClock
from flyball.core.config import Settings
from flyball.core.errors import FlyballError
from flyball.server.doctor.finding import Finding, problem
from flyball.server.doctor.machine import examine_machine
from flyball.server.doctor.stored import examine_stores
from flyball.store import open_stores


def examine(settings: Settings) -> Iterator[Finding]:
    """Each finding as soon as it is known."""
    yield from examine_machine(settings)
    if not settings.home_path().is_dir():
        return
    clock = SystemClock()
    try:
        stores = open_stores(settings, clock=clock, ids=RandomIds(clock))
    except FlyballError as error:
        yield problem("open", str(error), error.hint or "see the message")
        return
    try:
        yield from examine_stores(stores)
    finally:
        stores.close()
