"""The run that a training script holds: log into it, leave its block, and everything is on record."""

from __future__ import annotations

import atexit
import numbers
import threading
import traceback
import warnings
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from flyball.core import Call, Clock, Ids, Ref, calling, canonical_json, current_call, to_us
from flyball.core.errors import BadInput
from flyball.tracking.capture import capture_session
from flyball.tracking.files import artifacts_under, media_type_of
from flyball.tracking.model import Artifact, EndState, Entry, Link
from flyball.tracking.params import flatten
from flyball.tracking.shipper import Shipper
from flyball.tracking.terminate import Terminated, terminating

if TYPE_CHECKING:
    from flyball.tracking.block import RawPoint
    from flyball.tracking.recorder import PutsObjects, Recorder

FLUSH_TIMEOUT_S = 30.0


class Run:
    """One run, open for writing.

    `log` never waits and never raises for trouble on the other side: points go in the background, at most a second
    later, and are kept while the server is away. Only misuse raises, at its call. Leaving the block by an exception
    records the run as failed with its traceback, by Ctrl-C or SIGTERM as killed.
    """

    def __init__(  # noqa: PLR0913 - one parameter per fact of a run
        self,
        recorder: Recorder,
        objects: PutsObjects,
        *,
        experiment: str,
        clock: Clock,
        ids: Ids,
        name: str = "",
        params: Mapping[str, Any] | None = None,
        tags: Mapping[str, str] | None = None,
        notes: str = "",
        parent: str | None = None,
        entry: Entry | None = None,
        fn: object | None = None,
        folder: Path | None = None,
        capture: bool = True,
    ) -> None:
        self.id = ids.new()
        self.experiment = experiment
        self.result: Any = None
        """What the function of `execute` returned; kept in memory only."""
        self._recorder = recorder
        self._objects = objects
        self._clock = clock
        self._ids = ids
        self._next_step = 0
        self._is_over = False
        self._guard: Any = None
        self.metrics: dict[str, float] = {}
        """The value last logged for each key without context."""
        recorder.start(
            experiment=experiment,
            id=self.id,
            name=name,
            parent=parent,
            params=flatten(params or {}),
            tags={key: str(value) for key, value in (tags or {}).items()},
            notes=notes,
            started_at=clock.now(),
            entry=entry,
        )
        client = ids.new()
        self._shipper = Shipper(
            lambda sequence, body: recorder.log_batch(self.id, client=client, sequence=sequence, body=body)
        )
        self._capture = _Background(lambda: self._record_session(fn, folder or Path.cwd())) if capture else None
        atexit.register(self.finish)

    @property
    def ref(self) -> str:
        """`run:ID`."""
        return f"run:{self.id}"

    def log(
        self,
        values: Mapping[str, Any],
        *,
        step: int | None = None,
        context: Mapping[str, str] | None = None,
        at: datetime | None = None,
    ) -> None:
        """Log numbers at a step; without one, each call is the next. `context` tells series of one key apart.

        Takes int, float, bool and arrays of one element; NaN and infinities are kept. Raises `BadInput` naming the key.
        """
        from flyball.tracking.block import RawPoint

        self._refuse_if_over()
        if step is None:
            step, self._next_step = self._next_step, self._next_step + 1
        step = _step(step)
        series = canonical_json({k: str(v) for k, v in context.items()}).decode() if context else ""
        at_us = to_us(at or self._clock.now())
        points: list[RawPoint] = [
            RawPoint(_key(key), series, step, at_us, _number(key, v)) for key, v in values.items()
        ]
        if not series:
            self.metrics.update((point.key, point.value) for point in points)
        self._shipper.add(points)

    def log_params(self, params: Mapping[str, Any]) -> None:
        """Add params; nested mappings become dotted keys. Another value for a known key raises `ParamConflict`."""
        self._refuse_if_over()
        self._recorder.set_params(self.id, params=flatten(params))

    def set_tags(self, tags: Mapping[str, Any], *, notes: str | None = None) -> None:
        """Set tags, and the notes if given; the last write wins."""
        self._recorder.set_tags(self.id, tags={key: str(value) for key, value in tags.items()}, notes=notes)

    def use(self, ref: str | Ref, *, name: str = "", digest: str = "") -> Ref:
        """Record that the run reads `ref`; an alias is resolved now and the version is returned. `name` is its role."""
        self._refuse_if_over()
        (link,) = self._recorder.log_inputs(self.id, inputs=(Link(ref=str(ref), name=name, digest=digest),))
        return Ref.parse(link.ref)

    def made(self, ref: str | Ref, *, name: str = "", digest: str = "") -> None:
        """Record that the run produced `ref`, such as a dataset version."""
        self._recorder.log_outputs(self.id, outputs=(Link(ref=str(ref), name=name, digest=digest),))

    def log_artifact(self, file: str | Path, *, path: str | None = None) -> list[Artifact]:
        """Keep a file, or a folder with all its files, under `path` (by default its own name)."""
        self._refuse_if_over()
        found = artifacts_under(Path(file), path, self._objects)
        self._recorder.log_artifacts(self.id, artifacts=tuple(found))
        return found

    def log_bytes(self, path: str, content: bytes, *, media_type: str | None = None) -> Artifact:
        """Keep bytes as a file of the run."""
        self._refuse_if_over()
        artifact = Artifact(
            path=path,
            digest=self._objects.put(content),
            size_bytes=len(content),
            media_type=media_type or media_type_of(path),
        )
        self._recorder.log_artifacts(self.id, artifacts=(artifact,))
        return artifact

    def child(self, name: str = "", *, params: Mapping[str, Any] | None = None, **options: Any) -> Run:
        """A run nested in this one."""
        return Run(
            self._recorder,
            self._objects,
            experiment=self.experiment,
            clock=self._clock,
            ids=self._ids,
            name=name,
            params=params,
            parent=self.id,
            **options,
        )

    def flush(self, timeout_s: float = FLUSH_TIMEOUT_S) -> None:
        """Wait until all that was logged is acknowledged."""
        self._shipper.flush(timeout_s)

    def finish(self, state: EndState = "finished", *, error: str = "") -> None:
        """End the run: send what is left (at most 30 s), then record the state. A second call does nothing."""
        if self._is_over:
            return
        self._is_over = True
        atexit.unregister(self.finish)
        unsent = self._shipper.close(FLUSH_TIMEOUT_S)
        trouble = self._capture.wait() if self._capture else None
        if unsent or self._shipper.refusals:
            trouble = trouble or next(iter(self._shipper.refusals), None)
            warnings.warn(f"{self.ref}: {unsent} points were not recorded ({trouble or 'no answer'})", stacklevel=2)
        elif trouble is not None:
            warnings.warn(f"{self.ref}: its environment was not recorded ({trouble})", stacklevel=2)
        self._recorder.finish(self.id, state=state, error=error[-100_000:], ended_at=self._clock.now())

    def __enter__(self) -> Run:
        self._guard = terminating()
        self._guard.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._guard is not None:
            self._guard.__exit__(None, None, None)
        if error is None or (isinstance(error, SystemExit) and error.code in (None, 0)):
            self.finish("finished")
        elif isinstance(error, KeyboardInterrupt | Terminated):
            self.finish("killed", error=f"{type(error).__name__}")
        else:
            self.finish("failed", error="".join(traceback.format_exception(error)))

    def _record_session(self, fn: object | None, folder: Path) -> None:
        session = capture_session(self._objects, fn=fn, folder=folder)
        self._recorder.capture(self.id, session=session)

    def _refuse_if_over(self) -> None:
        if self._is_over:
            raise BadInput(f"{self.ref} is over", hint="log before the block ends")

    def __repr__(self) -> str:
        return f"<Run {self.id} of {self.experiment}>"


class _Background:
    """Runs something in a thread, as the same caller, and keeps what it raised."""

    def __init__(self, work: Any) -> None:
        self._work = work
        self._call: Call | None = current_call()
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="flyball-capture", daemon=True)
        self._thread.start()

    def wait(self) -> BaseException | None:
        self._thread.join(FLUSH_TIMEOUT_S)
        return self._error

    def _run(self) -> None:
        try:
            if self._call is None:
                self._work()
            else:
                with calling(self._call):
                    self._work()
        except Exception as error:  # noqa: BLE001 - what cannot be captured must not stop the training; it is told at the end
            self._error = error


def _step(step: Any) -> int:
    if not isinstance(step, numbers.Integral):  # NumPy's integers are meant too
        raise BadInput(f"the step {step!r} is no whole number")
    return int(step)


def _key(key: Any) -> str:
    if not isinstance(key, str) or not 0 < len(key) <= 250:
        raise BadInput(f"{str(key)[:50]!r} cannot be a metric's key", why="it must be text of 1 to 250 characters")
    return key


def _number(key: str, value: Any) -> float:
    if not isinstance(value, int | float):
        size = getattr(
            value, "size", 1
        )  # NumPy: an attribute; torch: a method, whose item() refuses more than one element
        if not hasattr(value, "item") or (isinstance(size, int) and size != 1):
            raise BadInput(f"the metric {key!r} is no number", why=f"it is a {type(value).__name__}")
        value = value.item()
    try:
        return float(value)
    except (TypeError, ValueError, OverflowError) as error:
        raise BadInput(f"the metric {key!r} is no number", why=str(error)) from error
