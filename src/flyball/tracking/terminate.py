"""SIGTERM as an exception, so that a run's block is left in order and the run is recorded as killed."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_EXIT_CODE = 128 + signal.SIGTERM


class Terminated(SystemExit):
    """The process was asked to stop; exits with 143 as a process killed by SIGTERM does."""


@contextmanager
def terminating() -> Iterator[None]:
    """Inside, SIGTERM raises `Terminated` in the main thread; a handler the program has set itself stays."""
    is_main = threading.current_thread() is threading.main_thread()
    if not is_main or signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:
        yield
        return
    signal.signal(signal.SIGTERM, _raise)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _raise(_number: int, _frame: FrameType | None) -> None:
    raise Terminated(_EXIT_CODE)
