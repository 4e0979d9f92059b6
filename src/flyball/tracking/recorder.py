"""Where a run's record goes: the operations of `Runs`, or a folder while a run is repeated."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from flyball.tracking.model import Artifact, EndState, Entry, Link, Scalar, Session


class Recorder(Protocol):
    """The writing operations that a `Run` calls, with the meaning they have on `Runs`; `ws.runs` is one."""

    def start(  # noqa: PLR0913 - one parameter per fact
        self,
        *,
        experiment: str,
        id: str | None,
        name: str,
        parent: str | None,
        params: dict[str, Scalar],
        tags: dict[str, str],
        notes: str,
        started_at: datetime | None,
        entry: Entry | None,
    ) -> Any: ...

    def log_batch(self, id: str, *, client: str, sequence: int, body: bytes) -> int: ...

    def set_params(self, id: str, *, params: dict[str, Scalar]) -> None: ...

    def set_tags(self, id: str, *, tags: dict[str, str], notes: str | None = None) -> None: ...

    def log_inputs(self, id: str, *, inputs: tuple[Link, ...]) -> tuple[Link, ...]: ...

    def log_outputs(self, id: str, *, outputs: tuple[Link, ...]) -> None: ...

    def log_artifacts(self, id: str, *, artifacts: tuple[Artifact, ...]) -> None: ...

    def capture(self, id: str, *, session: Session) -> None: ...

    def finish(self, id: str, *, state: EndState, error: str = "", ended_at: datetime | None = None) -> None: ...


class PutsObjects(Protocol):
    """The part of the object store that recording needs; `ws.objects` is one."""

    def put(self, data: bytes) -> str: ...

    def put_file(self, path: Path) -> str: ...
