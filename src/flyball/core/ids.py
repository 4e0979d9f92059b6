"""Time-ordered random identifiers (UUID version 7, RFC 9562), as 32 hexadecimal digits."""

from __future__ import annotations

import os
import random
import threading
from typing import Protocol

from flyball.core.clock import Clock, SystemClock, to_us


class Ids(Protocol):
    """A source of identifiers that sort by creation time and never repeat. Safe to call from any thread."""

    def new(self) -> str:
        """A fresh identifier of 32 hexadecimal digits."""
        ...

    def secret(self, size_bytes: int = 32) -> bytes:
        """Random bytes for a token, a salt or a key."""
        ...


class RandomIds:
    """Identifiers from the operating system's random source; within a process they strictly increase.

    >>> ids = RandomIds()
    >>> a, b = ids.new(), ids.new()
    >>> len(a), a < b
    (32, True)
    """

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock = clock or SystemClock()
        self._lock = threading.Lock()
        self._last = 0

    def new(self) -> str:
        """A fresh identifier; two of the same millisecond keep their order through a 12-bit counter."""
        with self._lock:
            # 48 bits of milliseconds and 12 bits of sub-millisecond order form one increasing number.
            us = to_us(self._clock.now())
            stamp = max(((us // 1000) << 12) | ((us % 1000) << 2), self._last + 1)
            self._last = stamp
        return _uuid7(stamp, int.from_bytes(self.secret(8), "big"))

    def secret(self, size_bytes: int = 32) -> bytes:
        """Bytes that nobody can guess."""
        return os.urandom(size_bytes)


class SeededIds:
    """Identifiers that repeat from run to run: for tests and for the reproducible demo, never for secrets.

    >>> SeededIds(7).new() == SeededIds(7).new()
    True
    """

    def __init__(self, seed: int, clock: Clock | None = None) -> None:
        self._random = random.Random(seed)  # noqa: S311 - repeatable by intent, not for secrets
        self._clock = clock
        self._count = 0
        self._lock = threading.Lock()

    def new(self) -> str:
        """The next identifier of the sequence."""
        with self._lock:
            self._count += 1
            base = (to_us(self._clock.now()) // 1000) << 12 if self._clock else 0
            return _uuid7(base + self._count, self._random.getrandbits(64))

    def secret(self, size_bytes: int = 32) -> bytes:
        """The next bytes of the sequence."""
        with self._lock:
            return self._random.randbytes(size_bytes)


def _uuid7(stamp: int, tail: int) -> str:
    time_ms, order = stamp >> 12, stamp & 0xFFF
    value = (time_ms & 0xFFFFFFFFFFFF) << 80 | 0x7 << 76 | order << 64 | 0b10 << 62 | (tail & 0x3FFFFFFFFFFFFFFF)
    return f"{value:032x}"
