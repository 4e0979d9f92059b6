"""Run a pipeline, or go on with a run that was interrupted or failed."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from flyball.compute import resolve
from flyball.core import Ids
from flyball.core.errors import BadInput, DiskFull, Unavailable
from flyball.pipelines.engine import Engine, Executor
from flyball.pipelines.errors import ReplayMismatch, RunCancelled, StepFailed
from flyball.pipelines.future import replace_futures
from flyball.pipelines.heartbeat import Heartbeat
from flyball.pipelines.model import Output, PipelineRunInfo, RunState, StepInfo, StepWhy
from flyball.pipelines.owner import this_owner
from flyball.pipelines.steps import ACTIVE
from flyball.pipelines.values import NoCodec, load_value, store_value

if TYPE_CHECKING:
    from flyball.pipelines.definition import Pipeline
    from flyball.pipelines.service import Pipelines
    from flyball.store.objects import Objects

_LEAVES_RUNNING = (ReplayMismatch, Unavailable, DiskFull)
"""Troubles that are not the pipeline's: the run stays as it is, to be resumed when they are over."""
_PAGE = 1_000


class WorkspaceLike(Protocol):
    """What running needs of a workspace, embedded or remote."""

    @property
    def pipelines(self) -> Pipelines: ...
    @property
    def objects(self) -> Objects: ...
    @property
    def ids(self) -> Ids: ...


class PipelineRun:
    """A run that has ended, with what it gave."""

    def __init__(
        self, ws: WorkspaceLike, info: PipelineRunInfo, *, value: Any = None, error: Exception | None = None
    ) -> None:
        self.info = info
        self._ws = ws
        self._value = value
        self._error = error

    @property
    def id(self) -> str:
        return self.info.id

    @property
    def ref(self) -> str:
        """`pipeline:NAME@ID`."""
        return self.info.ref

    @property
    def state(self) -> RunState:
        return self.info.state

    @property
    def steps(self) -> dict[str, StepInfo]:
        """Every step by its path, in the order of the calls."""
        found: list[StepInfo] = []
        while True:
            page = self._ws.pipelines.list_steps(self.id, limit=_PAGE, after=found[-1].path if found else None)
            found += page
            if len(page) < _PAGE:
                return {step.path: step for step in found}

    def why(self, path: str) -> StepWhy:
        """Why a step ran, or why it did not."""
        return self._ws.pipelines.why(self.id, path=path)

    def result(self) -> Any:
        """What the body returned; raises what ended it otherwise."""
        if self._error is not None:
            raise self._error
        if self.state != "finished":
            raise StepFailed(f"the run {self.id} {self.state}", why=self.info.error.strip().rpartition("\n")[2])
        return self._value

    def __repr__(self) -> str:
        return f"<PipelineRun {self.id} of {self.info.pipeline}: {self.state}>"


def run_pipeline(  # noqa: PLR0913 - how a run is carried out
    ws: WorkspaceLike,
    pipeline: Pipeline,
    params: Mapping[str, Any],
    *,
    id: str | None = None,
    parent: str | None = None,
    refresh: tuple[str, ...] = (),
    workers: int = 1,
    lease_s: float = 30.0,
    sleep: Callable[[float], object] = time.sleep,
    rng: random.Random | None = None,
) -> PipelineRun:
    """Begin a run, or join the one of that `id`, and carry it out; a failure is in the run that is returned."""
    info = ws.pipelines.start(
        pipeline.name,
        entry=pipeline.entry,
        code=pipeline.code,
        params=_as_json(params),
        id=id or ws.ids.new(),
        parent=parent,
    )
    executor = Executor(
        owner=this_owner(ws.ids.new()),
        sleep=sleep,
        rng=rng or random.Random(),  # noqa: S311 - jitter is no secret
        lease_s=lease_s,
        workers=workers,
        refresh=refresh,
    )
    return _drive(ws, pipeline, params, info, executor)


def resume(ws: WorkspaceLike, run: str, *, pipeline: Pipeline | None = None, **options: Any) -> PipelineRun:
    """Go on with a run: what is done is taken from its journal, the rest is carried out.

    A run whose executor died goes on as the same run. One that has failed or was cancelled, or whose code has changed
    since, goes on as a new run with it as `parent`; there a done step counts only if its key is still the same.
    """
    info = ws.pipelines.get(run)
    found = pipeline or _find(info.entry)
    if info.state == "finished":
        return _as_it_ended(ws, info)
    params = found.params(info.params)
    if info.state == "running" and info.code == found.code:
        return run_pipeline(ws, found, params, id=info.id, **options)
    if info.state == "running":
        ws.pipelines.cancel(info.id)
    return run_pipeline(ws, found, params, parent=info.id, **options)


def _drive(
    ws: WorkspaceLike, pipeline: Pipeline, params: Mapping[str, Any], info: PipelineRunInfo, executor: Executor
) -> PipelineRun:
    engine = Engine(ws.pipelines, ws.objects, info.id, executor)
    value: Any = None
    failure: Exception | None = None
    renew = _Renewal(ws.pipelines, info.id, executor)
    try:
        with Heartbeat(renew, lease_s=executor.lease_s):
            value = _body(engine, pipeline, params)
    except _LEAVES_RUNNING:
        raise
    except RunCancelled as error:
        ended = ws.pipelines.get(info.id)
        return _as_it_ended(ws, ended) if ended.state == "finished" else PipelineRun(ws, ended, error=error)
    except Exception as error:  # noqa: BLE001 - whatever the body raises is the outcome of the run
        failure = error
    if failure is not None:
        told = f"{type(failure).__name__}: {failure}"[-20_000:]
        return PipelineRun(ws, ws.pipelines.end(info.id, state="failed", error=told), error=failure)
    ended = ws.pipelines.end(info.id, state="finished", output=_output(value, ws.objects))
    return PipelineRun(ws, ended, value=value)


def _as_it_ended(ws: WorkspaceLike, info: PipelineRunInfo) -> PipelineRun:
    output = info.output
    return PipelineRun(ws, info, value=None if output is None else load_value(output.digest, ws.objects))


class _Renewal:
    def __init__(self, pipelines: Pipelines, run: str, executor: Executor) -> None:
        self._pipelines, self._run, self._executor = pipelines, run, executor

    def __call__(self) -> int:
        return self._pipelines.renew(self._run, owner=self._executor.owner, lease_s=self._executor.lease_s)


def _body(engine: Engine, pipeline: Pipeline, params: Mapping[str, Any]) -> Any:
    token = ACTIVE.set(engine)
    try:
        value = replace_futures(pipeline.fn(**params), lambda future: future.result())
        for future in engine.futures:
            # A failure that the body has seen and lived with is the body's business; one that nobody saw is the run's.
            if not future.is_successful and not future.is_told:
                future.result()
        return value
    finally:
        ACTIVE.reset(token)
        engine.close()


def _output(value: Any, objects: Objects) -> Output | None:
    try:
        return store_value(value, objects)
    except NoCodec:
        return None


def _as_json(params: Mapping[str, Any]) -> dict[str, Any]:
    try:
        found: dict[str, Any] = msgspec.to_builtins(dict(params))
    except TypeError as error:
        raise BadInput("a pipeline's parameters must be plain values", why=str(error)) from error
    return found


def _find(entry: str) -> Pipeline:
    from flyball.pipelines.definition import Pipeline

    try:
        found: Any = resolve(entry)
    except (ImportError, AttributeError) as error:
        raise BadInput(
            f"the pipeline {entry} is not here", why=str(error), hint="run this where its module can be imported"
        ) from error
    if not isinstance(found, Pipeline):
        raise BadInput(f"{entry} is no pipeline", hint="decorate it with @flyball.pipeline")
    return found
