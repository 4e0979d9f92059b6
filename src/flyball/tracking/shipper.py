"""Ship metric points in the background: in blocks, in order, each exactly once, through outages."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from flyball.core import Call, calling, current_call
from flyball.core.clock import monotonic_s
from flyball.core.errors import Busy, DiskFull, FlyballError, Unavailable

if TYPE_CHECKING:
    from flyball.tracking.block import RawPoint

BLOCK_POINTS = 1_000
INTERVAL_S = 1.0
_TRANSIENT = (Unavailable, Busy, DiskFull)


class Shipper:
    """Takes points without waiting and sends them from a thread of its own, after a second or 1,000 points.

    A block keeps its number until it is acknowledged, so sending it again cannot double it. While the other side is
    away points collect in memory. A refusal that cannot heal (the run is gone, the rights are) drops the block and is
    kept in `refusals`; it never reaches the training loop.
    """

    def __init__(self, send: Callable[[int, bytes], int]) -> None:
        self._send = send
        self._call = current_call()  # the thread acts as whoever started the run
        self._points: list[RawPoint] = []
        self._sequence = 0
        self._in_flight = 0
        self._wants_flush = False
        self._is_closed = False
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self.refusals: list[FlyballError] = []

    def add(self, points: list[RawPoint]) -> None:
        """Take points; returns at once."""
        with self._changed:
            self._points.extend(points)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="flyball-metrics", daemon=True)
                self._thread.start()
            if len(self._points) >= BLOCK_POINTS:
                self._changed.notify_all()

    def flush(self, timeout_s: float) -> int:
        """Wait until everything is acknowledged, at most so long; returns how many points are still unsent."""
        deadline = monotonic_s() + timeout_s
        with self._changed:
            self._wants_flush = True
            self._changed.notify_all()
            self._changed.wait_for(lambda: not self._unsent() or monotonic_s() >= deadline, timeout_s)
            self._wants_flush = False
            return self._unsent()

    def close(self, timeout_s: float) -> int:
        """Flush and stop the thread; returns how many points could not be sent."""
        unsent = self.flush(timeout_s)
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()
        return unsent

    def _unsent(self) -> int:
        return len(self._points) + self._in_flight

    def _run(self) -> None:
        if self._call is None:
            self._ship_until_closed()
            return
        with calling(self._call if self._call.idempotency_key is None else _without_key(self._call)):
            self._ship_until_closed()

    def _ship_until_closed(self) -> None:
        while block := self._next_block():
            self._ship(block)

    def _next_block(self) -> list[RawPoint]:
        with self._changed:
            self._changed.wait_for(lambda: bool(self._points) or self._is_closed)
            self._changed.wait_for(
                lambda: len(self._points) >= BLOCK_POINTS or self._wants_flush or self._is_closed, INTERVAL_S
            )
            block, self._points = self._points[:BLOCK_POINTS], self._points[BLOCK_POINTS:]
            self._in_flight = len(block)
            return block

    def _ship(self, block: list[RawPoint]) -> None:
        from flyball.tracking.block import encode_block

        content = encode_block(block)
        self._sequence += 1
        wait_s = 0.1
        while True:
            try:
                self._send(self._sequence, content)
                break
            except _TRANSIENT:
                with self._changed:
                    if self._is_closed:
                        return  # in flight still: counted as unsent
                    self._changed.wait(wait_s)
                wait_s = min(5.0, wait_s * 2)
            except FlyballError as error:
                self._sequence -= 1  # it was not applied, so the next block takes its number
                self.refusals.append(error)
                break
        with self._changed:
            self._in_flight = 0
            self._changed.notify_all()


def _without_key(call: Call) -> Call:
    from msgspec.structs import replace

    return replace(call, idempotency_key=None)
