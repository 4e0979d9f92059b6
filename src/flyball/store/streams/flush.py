"""The thread that syncs acknowledged rows once a second."""

from __future__ import annotations

import threading
from collections.abc import Callable

INTERVAL_S = 1.0


class Flusher:
    """Calls `flush` every second from its first `start` until `stop`."""

    def __init__(self, flush: Callable[[], None], *, interval_s: float = INTERVAL_S) -> None:
        self._flush = flush
        self._interval_s = interval_s
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Start the thread; more calls do nothing."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="streams-flush", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """End the thread and wait for it."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while not self._stopping.wait(self._interval_s):
            self._flush()
