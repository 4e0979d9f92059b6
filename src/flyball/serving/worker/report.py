"""Keeps a worker's status file and its scrape up to date."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

import msgspec

from flyball.core.errors import FlyballError
from flyball.serving.places import Places, write_whole
from flyball.serving.worker.count import Counters
from flyball.serving.worker.metrics import render
from flyball.serving.worker.status import WorkerStatus, read_statuses

if TYPE_CHECKING:
    from flyball.serving.worker.generations import Generations


class Report:
    """One worker's counters and what it says to others."""

    generations: Generations

    def __init__(self, places: Places, index: int) -> None:
        self._places = places
        self._index = index
        self._is_serving = False
        self._lock = threading.Lock()
        before = next((s for s in read_statuses(places) if s.index == index), None)
        self.counters = before.counters if before else Counters()
        self._swaps_before = self.counters.swaps

    def write(self, *, is_serving: bool | None = None) -> None:
        """Replace the file. A disk that is full loses this report, not the worker."""
        if is_serving is not None:
            self._is_serving = is_serving
        try:
            with self._lock:
                write_whole(self._places.worker(self._index), msgspec.json.encode(self._status()))
        except FlyballError:
            return

    def prepared(self) -> None:
        """A generation was loaded, or could not be."""
        self.write()

    def metrics(self) -> bytes:
        """The text of a scrape."""
        return render(self._status(), read_statuses(self._places))

    def _status(self) -> WorkerStatus:
        state = self.generations.in_force
        self.counters.swaps = self._swaps_before + self.generations.swaps
        return WorkerStatus(
            index=self._index,
            pid=os.getpid(),
            is_serving=self._is_serving,
            generation=state.generation if state else 0,
            prepared=self.generations.prepared(),
            failed={str(generation): reason for generation, reason in self.generations.failed.items()},
            refused={str(generation): found for generation, found in self.generations.refused().items()},
            digests={
                f"{project}/{name}/{variant.spec.name}": variant.spec.digest
                for (project, name), live in (state.lives.items() if state else ())
                for variant in live.variants.values()
            },
            counters=self.counters,
        )
