"""One request on its way through a batch."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from flyball.core import to_us
from flyball.core.clock import SystemClock
from flyball.serving.worker.load import LoadedVariant
from flyball.serving.worker.request import event_times_us, per_row
from flyball.serving.worker.state import Live, Route
from flyball.serving.worker.validate import Valid

if TYPE_CHECKING:
    from flyball.serving.worker.app import Replying

_CLOCK = SystemClock()
_POOL = bytearray()


class Pending:
    """A validated request and, once its rows have run, their scores and the variants that gave them."""

    __slots__ = (
        "business_keys", "count", "id", "live", "logged_at_us", "pinned", "reply", "request_id", "scores",
        "started", "times_us", "units", "valid", "variants", "waiting",
    )  # fmt: skip

    def __init__(self, route: Route, valid: Valid, *, started: float, request_id: str, reply: Replying) -> None:
        self.live: Live = route.live
        self.pinned: LoadedVariant | None = route.pinned
        self.valid = valid
        self.count = valid.rows.count
        self.started = started
        self.reply = reply
        self.logged_at_us = to_us(_CLOCK.now())
        parameters = valid.parameters
        if parameters is None:
            self.units = self.business_keys = self.times_us = None
            stamp_us = self.logged_at_us
        else:
            self.units = per_row(parameters.unit, self.count, "unit")
            self.business_keys = per_row(parameters.business_key, self.count, "business_key")
            self.times_us = event_times_us(parameters.event_time, self.count)
            stamp_us = self.times_us[0] if self.times_us else self.logged_at_us
        self.id = id_at(stamp_us)
        self.request_id = request_id or valid.id or self.id
        self.waiting = 0
        self.scores: list[float | None] = []
        self.variants: list[LoadedVariant] | LoadedVariant | None = None

    def row_id(self, row: int) -> str:
        """The prediction's id: the request's own for one row, with the row's number behind it for many."""
        return self.id if self.count == 1 else f"{self.id}.{row}"

    def latency_us(self) -> int:
        """Since the head of the request was read."""
        return int((time.perf_counter() - self.started) * 1e6)


def id_at(us: int) -> str:
    """A UUID version 7 stamped with the prediction's event time, so that the id says where to look in the stream."""
    ms = max(0, us) // 1000 & 0xFFFFFFFFFFFF
    noise = int.from_bytes(_noise(), "big")
    order, tail = noise >> 62 & 0xFFF, noise & 0x3FFFFFFFFFFFFFFF
    return f"{ms << 80 | 0x7 << 76 | order << 64 | 0b10 << 62 | tail:032x}"


def _noise() -> bytes:
    # 10 bytes a request from 4 KiB at a time: the system call costs as much as the rest of the id.
    if len(_POOL) < 10:
        _POOL.extend(os.urandom(4090))
    taken = bytes(_POOL[-10:])
    del _POOL[-10:]
    return taken
