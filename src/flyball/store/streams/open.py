"""Open the stream store of a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

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
