"""The child's side of a reproduction: run the recorded function and report what it logged, touching no workspace."""

from __future__ import annotations

import traceback
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from flyball.compute import Snapshot, fingerprint, import_from
from flyball.core import RandomIds, SystemClock, digest
from flyball.tracking.block import decode_block
from flyball.tracking.model import Artifact, EndState, Link, Scalar, Session
from flyball.tracking.run import Run


class Request(Struct, frozen=True, kw_only=True):
    """What to run: the code checked out in `folder`, parameters, and tables as Arrow files by argument name."""

    function: str
    params: dict[str, Any]
    tables: dict[str, str]
    folder: str
    snapshot: Snapshot | None


class Answer(Struct, frozen=True, kw_only=True):
    """What came out: points as (key, context, step, value in hexadecimal), artifacts as path to digest."""

    points: list[tuple[str, str, int, str]]
    artifacts: dict[str, str]
    components: dict[str, str]
    error: str = ""


def replay(argument: Any) -> Any:
    """Run a `Request`; a function that raises is an answer too."""
    import pyarrow as pa

    request = msgspec.convert(argument, Request)
    fn: Any = _entry(request)
    notes = _Notes()
    tables = {name: pa.ipc.open_file(pa.memory_map(path)).read_all() for name, path in request.tables.items()}
    clock = SystemClock()
    run = Run(notes, notes, experiment="replay", clock=clock, ids=RandomIds(clock), capture=False)
    error = ""
    try:
        fn(run, **tables, **request.params)
    except Exception:  # noqa: BLE001 - whatever the user's function raises is the finding
        error = traceback.format_exc()
    run.finish()
    answer = Answer(points=notes.points, artifacts=notes.artifacts, components=fingerprint(fn).components, error=error)
    return msgspec.to_builtins(answer)


def _entry(request: Request) -> object:
    if request.snapshot is not None:
        return import_from(request.snapshot, Path(request.folder), request.function)
    from flyball.compute import resolve

    return resolve(request.function)


class _Notes:
    """A recorder and object store that keep what is compared afterwards and drop the rest."""

    def __init__(self) -> None:
        self.points: list[tuple[str, str, int, str]] = []
        self.artifacts: dict[str, str] = {}

    def put(self, data: bytes) -> str:
        return digest(bytes(data))

    def put_file(self, path: Path) -> str:
        return digest(path.read_bytes())

    def start(self, **_: Any) -> None: ...

    def log_batch(self, id: str, *, client: str, sequence: int, body: bytes) -> int:
        columns = decode_block(body).to_pydict()
        rows = zip(columns["key"], columns["context"], columns["step"], columns["value"], strict=True)
        self.points += [(key, context, step, value.hex()) for key, context, step, value in rows]
        return len(columns["key"])

    def set_params(self, id: str, *, params: dict[str, Scalar]) -> None: ...

    def set_tags(self, id: str, *, tags: dict[str, str], notes: str | None = None) -> None: ...

    def log_inputs(self, id: str, *, inputs: tuple[Link, ...]) -> tuple[Link, ...]:
        return inputs

    def log_outputs(self, id: str, *, outputs: tuple[Link, ...]) -> None: ...

    def log_artifacts(self, id: str, *, artifacts: tuple[Artifact, ...]) -> None:
        self.artifacts |= {artifact.path: artifact.digest for artifact in artifacts}

    def capture(self, id: str, *, session: Session) -> None: ...

    def finish(self, id: str, *, state: EndState, error: str = "", ended_at: datetime | None = None) -> None: ...
