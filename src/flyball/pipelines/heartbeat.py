"""Keeps the leases of an executor alive while its steps run."""

from __future__ import annotations

import contextlib
import contextvars
import threading
from collections.abc import Callable
from types import TracebackType

from flyball.core.errors import FlyballError


class Heartbeat:
    """Calls `renew` three times in each lease, in a thread, for as long as the block runs."""

    def __init__(self, renew: Callable[[], object], *, lease_s: float) -> None:
        self._renew = renew
        self._every_s = lease_s / 3
        self._over = threading.Event()
        context = contextvars.copy_context()  # the thread acts as the same principal
        self._thread = threading.Thread(target=context.run, args=(self._beat,), name="flyball-heartbeat", daemon=True)

    def __enter__(self) -> Heartbeat:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    def _beat(self) -> None:
        while not self._over.wait(self._every_s):
            # A lease that cannot be renewed runs out; then the fencing token refuses what this executor brings.
            with contextlib.suppress(FlyballError):
                self._renew()
