"""Whether the server is on its way down: long answers look here and end themselves."""

from __future__ import annotations

import threading


class Stopping:
    """Set once, by the signal handler; read by everything that would otherwise go on for ever."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def set(self) -> None:
        """From now on the server stops."""
        self._event.set()

    @property
    def is_set(self) -> bool:
        """Whether it stops."""
        return self._event.is_set()
