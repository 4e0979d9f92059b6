"""The scheduler evaluates each window once, when it is complete and has something in it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from flyball.core import RandomIds, SimulatedClock
from flyball.governance import Door
from flyball.monitoring.due import evaluate_due, newest_period
from flyball.store import open_stores
from flyball.workspace import Workspace
from tests import workspaces
from tests.unit.monitoring import world


def test_the_newest_complete_window_is_evaluated_once(tmp_path: Path) -> None:
    clock = SimulatedClock(world.MONDAY)
    stores = open_stores(workspaces.settings_in(tmp_path), clock=clock, ids=RandomIds(clock))
    with Workspace(project="default", stores=stores) as ws:
        world.watched(ws)
        world.write_week(stores, 0, seed=1, rows=200)
        door = Door(stores.catalog)
        clock.advance(timedelta(days=7))
        evaluate_due(stores, door)
        assert ws.monitors.windows("late-flight") == [], "late rows may still arrive"

        clock.advance(timedelta(minutes=5))
        evaluate_due(stores, door)
        evaluate_due(stores, door)
        clock.advance(timedelta(days=7))
        evaluate_due(stores, door)

        [window] = ws.monitors.windows("late-flight")
        assert (window.start, window.end, window.rows) == (*world.week(0), 200)


def test_a_monitor_can_be_left_to_others() -> None:
    assert newest_period(None, world.MONDAY) is None
    assert newest_period(24, world.MONDAY) == (world.MONDAY - timedelta(days=2), world.MONDAY - timedelta(days=1))
