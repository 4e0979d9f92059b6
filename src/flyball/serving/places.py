"""Where serving keeps its files in the home folder, and how they are written: whole or not at all.

```
serving/snapshot-12.json   what the workers serve, one immutable file per generation
serving/current            number of the newest snapshot: written by the control plane, watched by the workers
serving/word               number of the generation in force: 8 bytes of shared memory, written by the supervisor
serving/refused-12.json    deployments of a generation that some worker could not load, with the reason
serving/workers/0.json     what worker 0 has prepared, serves and counts
serving/models/DIGEST      model files, by BLAKE3
serving/address            where the workers answer: for the control plane beside them
serving/insider            secret by which they know it; readable for the owner of the home folder only
```
"""

from __future__ import annotations

import os
from pathlib import Path

from flyball.store.files import failure, sync_folder, write_all

KEPT_SNAPSHOTS = 50
"""Old generations that stay on disk, for a worker that must fall back further than to the last one."""


class Places:
    """Paths below `home/serving`."""

    def __init__(self, home: Path) -> None:
        self.folder = home / "serving"
        self.current = self.folder / "current"
        self.word = self.folder / "word"
        self.workers = self.folder / "workers"
        self.models = self.folder / "models"
        self.address = self.folder / "address"
        self.insider = self.folder / "insider"

    def create(self) -> None:
        """Make the folders that are missing."""
        for folder in (self.folder, self.workers, self.models):
            folder.mkdir(parents=True, exist_ok=True)

    def snapshot(self, generation: int) -> Path:
        """The file of one snapshot."""
        return self.folder / f"snapshot-{generation}.json"

    def refused(self, generation: int) -> Path:
        """Where the supervisor says which deployments of a generation must not be served."""
        return self.folder / f"refused-{generation}.json"

    def worker(self, index: int) -> Path:
        """The status file of one worker."""
        return self.workers / f"{index}.json"

    def generations(self) -> list[int]:
        """The snapshots on disk, oldest first."""
        return sorted(int(file.stem.removeprefix("snapshot-")) for file in self.folder.glob("snapshot-*.json"))

    def wanted(self) -> int:
        """The newest generation that the control plane published; 0 before the first."""
        try:
            return int(self.current.read_text(encoding="ascii"))
        except (FileNotFoundError, ValueError):
            return 0


def write_whole(path: Path, content: bytes, *, durable: bool = False) -> None:
    """Replace a file: a reader sees the old or the new content, never a part. Raises `DiskFull`, `Unavailable`."""
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            write_all(descriptor, content)
            if durable:
                os.fsync(descriptor)
        finally:
            os.close(descriptor)
        partial.replace(path)
        if durable:
            sync_folder(path.parent)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise failure(error, f"write {path.name}") from error
