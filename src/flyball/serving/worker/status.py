"""What a worker says about itself, in a file that the supervisor, the control plane and the other workers read."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from flyball.serving.places import Places
from flyball.serving.worker.count import Counters


class WorkerStatus(Struct, kw_only=True):
    """One worker's file."""

    index: int
    pid: int
    is_serving: bool = False
    generation: int = 0
    """In force in this worker when the file was written."""
    prepared: int = 0
    """Newest generation that is loaded and warm."""
    failed: dict[str, str] = {}
    """Snapshot generations that could not be read, with the reason."""
    refused: dict[str, dict[str, str]] = {}
    """Generation to `project/deployment` to the reason why its variants could not be loaded."""
    digests: dict[str, str] = {}
    """`project/deployment/variant` to the digest of the version that is loaded."""
    counters: Counters


def read_statuses(places: Places) -> list[WorkerStatus]:
    """Every worker's last file, those of dead workers included; unreadable ones are left out."""
    found = []
    for path in sorted(places.workers.glob("*.json")):
        try:
            found.append(msgspec.json.decode(path.read_bytes(), type=WorkerStatus))
        except (OSError, msgspec.MsgspecError):
            continue
    return found
