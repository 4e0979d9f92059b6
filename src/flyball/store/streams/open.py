"""Open the stream store of a folder."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

from flyball.core import Clock, SystemClock

if TYPE_CHECKING:
    from flyball.store.objects import Objects
    from flyball.store.streams.base import Streams


def open_streams(
    folder: Path | str,
    *,
    objects: Objects,
    sync: Literal["interval", "always"] = "interval",
    clock: Clock | None = None,
) -> Streams:
    """The streams below `folder`, created when missing; sealed rows go to `objects`."""
    from flyball.store.streams.local import LocalStreams  # needs pyarrow

    return LocalStreams(Path(folder), objects=objects, sync=sync, clock=clock or SystemClock())


class OpenedOnUse:
    """Stands in for a stream store until it is needed: pyarrow alone is a third of a second of every start."""

    def __init__(self, opening: Callable[[], Streams]) -> None:
        self._opening = opening
        self._lock = threading.Lock()
        self._store: Streams | None = None

    def __getattr__(self, name: str) -> Any:
        with self._lock:
            if self._store is None:
                self._store = self._opening()
        found = self.__dict__[name] = getattr(self._store, name)  # the next call comes straight here
        return found

    def close(self) -> None:
        """Close it, if it was ever opened."""
        if self._store is not None:
            self._store.close()


def open_on_use(opening: Callable[[], Streams]) -> Streams:
    """The store that `opening` returns, opened at its first use."""
    return cast("Streams", OpenedOnUse(opening))
