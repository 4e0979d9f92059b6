"""Shadows: variants that see copies of the traffic once the answers are out, and whose scores are only logged."""

from __future__ import annotations

import asyncio
from collections import deque

from flyball.serving.worker.count import Counters
from flyball.serving.worker.load import LoadedVariant
from flyball.serving.worker.log import Part, PredictionLog
from flyball.serving.worker.rows import Array
from flyball.serving.worker.state import Live

Waiting = tuple[Live, LoadedVariant, list[Part], "Array | list[Array]", int]


class Shadow:
    """A bounded queue that drops its oldest entry first; nothing here can change an answer."""

    def __init__(self, log: PredictionLog, counters: Counters, *, limit_rows: int) -> None:
        self._log = log
        self._counters = counters
        self._limit = limit_rows
        self._queue: deque[Waiting] = deque()
        self._rows = 0
        self._loop = asyncio.get_running_loop()
        self._is_scheduled = False

    @property
    def is_idle(self) -> bool:
        """Whether every copy has run."""
        return not self._queue

    def add(self, live: Live, parts: list[Part], features: Array | list[Array]) -> None:
        """Queue a batch for every shadow of its deployment."""
        count = len(features[0]) if isinstance(features, list) else len(features)
        for variant in live.shadow:
            self._queue.append((live, variant, parts, features, count))
            self._rows += count
        while self._rows > self._limit and self._queue:
            dropped = self._queue.popleft()
            self._rows -= dropped[4]
            self._counters.shadow_dropped += dropped[4]
        if self._queue and not self._is_scheduled:
            self._is_scheduled = True
            # A timer of no length runs after the answers of this turn have been written.
            self._loop.call_later(0, self._run_one)

    def _run_one(self) -> None:
        if not self._queue:
            self._is_scheduled = False
            return
        live, variant, parts, features, count = self._queue.popleft()
        self._rows -= count
        try:
            take = live.takes[variant.spec.name]
            taken = features
            if take is not None:
                taken = [features[k] for k in take] if isinstance(features, list) else features[:, take]
            self._log.append(live, variant, parts, variant.runner.predict(taken), features, is_shadow=True)
            self._counters.shadow_rows += count
        except Exception:  # noqa: BLE001 - a shadow may fail in any way and must not be noticed
            self._counters.shadow_dropped += count
        self._loop.call_later(0, self._run_one)
