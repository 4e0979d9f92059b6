"""The executor of one run: carries out the calls of a body, step by step, under leases and fencing tokens."""

from __future__ import annotations

import contextlib
import contextvars
import random
import traceback
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from inspect import BoundArguments
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from flyball.compute import Fingerprint, fingerprint
from flyball.core.errors import FlyballError, LeaseLost
from flyball.pipelines.backoff import delay_s
from flyball.pipelines.elements import Key, split
from flyball.pipelines.errors import RunCancelled
from flyball.pipelines.future import Future, Futures, futures_in, replace_futures
from flyball.pipelines.key import Identity, InputMark, identify, value_digest
from flyball.pipelines.model import CachePolicy, KeyDoc, Outcome, StepInfo, StepSpec
from flyball.pipelines.owner import is_dead
from flyball.pipelines.steps import ACTIVE, STEP_CONTEXT, Step, StepContext
from flyball.pipelines.values import NoCodec, store_value

if TYPE_CHECKING:
    from flyball.pipelines.definition import Pipeline
    from flyball.pipelines.service import Pipelines
    from flyball.store.objects import Objects

POLL_S = 0.2
"""How often to ask whether another executor has finished the step that it holds."""
_ERROR_CHARS = 20_000
_UNDONE = Identity(key=None, doc=KeyDoc(), unhashable=())


class Executor(Struct, frozen=True, kw_only=True):
    """How steps are carried out; tests hand in their own sleep and randomness."""

    owner: str
    sleep: Callable[[float], object]
    rng: random.Random
    lease_s: float = 30.0
    workers: int = 1
    refresh: tuple[str, ...] = ()


class _Call(Struct, frozen=True, kw_only=True):
    """One call of a step, ready to be carried out."""

    step: Step
    bound: BoundArguments
    code: Fingerprint
    inputs: list[Future]
    after: list[Future]
    future: Future


class Engine:
    """Carries out calls for one run; any number of engines may work on the same run at once."""

    def __init__(self, pipelines: Pipelines, objects: Objects, run: str, executor: Executor) -> None:
        self.futures: list[Future] = []
        self._pipelines = pipelines
        self._objects = objects
        self._run = run
        self._executor = executor
        self._prefix = ""
        self._names: Counter[str] = Counter()
        self._pool = ThreadPoolExecutor(executor.workers, "flyball-step") if executor.workers > 1 else None

    def close(self) -> None:
        """Wait for steps that are on their way; those not begun stay undone."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    # calls of the body -----------------------------------------------------------------------------------------------

    def call(
        self, step: Step, args: Sequence[Any], kwargs: Mapping[str, Any], *, after: Sequence[Future] | Future
    ) -> Future:
        """Carry out one call; its dependencies were called before it, so it can begin at once or when they end."""
        bound = step.signature.bind(*args, **kwargs)
        return self._submit(step, self._path(step.name), bound, after=after, code=fingerprint(step.fn))

    def map(
        self,
        step: Step,
        args: Sequence[Any],
        kwargs: Mapping[str, Any],
        *,
        key: Key | None,
        after: Sequence[Future] | Future,
    ) -> Futures:
        """Carry out one call for each element."""
        path, code = self._path(step.name), fingerprint(step.fn)
        # An element of a step's output no longer says which step made it.
        follows = [*_listed(after), *(arg for arg in args if isinstance(arg, Future))]
        children = split(args, key)
        return Futures(
            self._submit(
                step, f"{path}[{child.name}]", step.signature.bind(*child.args, **kwargs), after=follows, code=code
            )
            for child in children
        )

    def nest(self, pipeline: Pipeline, params: Mapping[str, Any]) -> Any:
        """Run another pipeline's body as part of this run, its steps behind its name."""
        outer = self._prefix
        self._prefix = f"{self._path(pipeline.name)}/"
        try:
            return pipeline.fn(**params)
        finally:
            self._prefix = outer

    def _path(self, name: str) -> str:
        path = f"{self._prefix}{name}"
        self._names[path] += 1
        return path if self._names[path] == 1 else f"{path}.{self._names[path]}"

    def _submit(
        self, step: Step, path: str, bound: BoundArguments, *, after: Sequence[Future] | Future, code: Fingerprint
    ) -> Future:
        bound.apply_defaults()
        future = Future(path, self._objects)
        call = _Call(
            step=step,
            bound=bound,
            code=code,
            inputs=futures_in(bound.arguments.values()),
            after=futures_in(_listed(after)),
            future=future,
        )
        self.futures.append(future)
        if self._pool is None:
            self._carry_out(call)
        else:
            # First in, first out: a call only ever waits for calls that the pool has begun before it.
            future.carry_out(self._pool.submit(contextvars.copy_context().run, self._carry_out, call))
        return future

    # one step --------------------------------------------------------------------------------------------------------

    def _carry_out(self, call: _Call) -> None:
        spec = self._announce(call)
        take_over = ""
        while True:
            begun = self._pipelines.begin(
                self._run,
                step=spec,
                owner=self._executor.owner,
                lease_s=self._executor.lease_s,
                take_over=take_over,
            )
            if begun.act == "stop" or begun.step is None:
                raise RunCancelled(f"the run {self._run} was ended by somebody else", hint="flyball pipeline resume")
            if begun.act == "take":
                call.future.settle(begun.step)
                return
            if begun.act == "run" and self._attempt(call, begun.step, spec):
                return
            if begun.act == "wait":
                take_over = begun.held_by if begun.held_by and is_dead(begun.held_by) else ""
                if not take_over:
                    self._executor.sleep(min(begun.wait_s, POLL_S) if begun.held_by else begun.wait_s)

    def _announce(self, call: _Call) -> StepSpec:
        # Every dependency is waited for, the failed ones too: only then can the catalog decide what becomes of this.
        is_ready = all([each.is_successful for each in (*call.inputs, *call.after)])
        identity = self._identify(call) if is_ready else _UNDONE
        return StepSpec(
            path=call.future.path,
            function=call.step.function,
            inputs=tuple(each.path for each in call.inputs),
            after=tuple(each.path for each in call.after),
            key=identity.key,
            doc=identity.doc,
            unhashable=identity.unhashable,
            cache=self._policy(call.step),
            retries=call.step.retries,
        )

    def _policy(self, step: Step) -> CachePolicy:
        if step.name in self._executor.refresh:
            return "refresh"
        return "use" if step.cache else "off"

    def _identify(self, call: _Call) -> Identity:
        sources = {}
        for name, value in call.bound.arguments.items():
            came_from = [future.path for future in futures_in([value])]
            if came_from:
                sources[name] = f"output of {', '.join(came_from[:3])}"
        marked = {name: replace_futures(value, _mark) for name, value in call.bound.arguments.items()}
        return identify(call.step.fn, marked, sources=sources, ignore=call.step.cache_ignore, code=call.code)

    def _attempt(self, call: _Call, step: StepInfo, spec: StepSpec) -> bool:
        """Whether the step is over; False when it is to be begun again."""
        value: Any = None
        failure: Exception | None = None
        try:
            args, kwargs = (
                replace_futures(each, lambda future: future.read()) for each in (call.bound.args, call.bound.kwargs)
            )
            try:
                value = self._execute(call.step, step, args, kwargs)
            except Exception as error:  # noqa: BLE001 - whatever the user's code raises is the outcome of this attempt
                failure = error
            outcome = self._kept(value) if failure is None else self._failed(call.step, step, failure)
        except BaseException as error:
            self._release(step, error)
            raise
        try:
            ended = self._pipelines.finish(
                self._run, step=step.path, attempt=step.attempt, outcome=outcome, is_cached=spec.cache != "off"
            )
        except LeaseLost:
            return False  # another executor has it now; what it makes of the step counts, not this
        if ended.state in ("sleeping", "ready"):
            return False
        call.future.settle(ended, value=value, error=failure)
        return True

    def _execute(self, step: Step, info: StepInfo, args: Any, kwargs: Any) -> Any:
        context = StepContext(run=self._run, path=info.path, attempt=info.attempt)
        inside, marked = ACTIVE.set(None), STEP_CONTEXT.set(context)
        try:
            return step.fn(*args, **kwargs)
        finally:
            ACTIVE.reset(inside)
            STEP_CONTEXT.reset(marked)

    def _kept(self, value: Any) -> Outcome:
        try:
            return Outcome(state="done", output=store_value(value, self._objects))
        except NoCodec as error:
            return Outcome(state="done", note=f"its output is not kept and not cached: {error.why}"[:1000])

    def _failed(self, step: Step, info: StepInfo, error: Exception) -> Outcome:
        told = "".join(traceback.format_exception(error))[-_ERROR_CHARS:]
        again = delay_s(info.attempt, self._executor.rng) if isinstance(error, step.retry_on) else None
        return Outcome(state="failed", error=told, retry_in_s=again)

    def _release(self, step: StepInfo, error: BaseException) -> None:
        given_back = Outcome(state="released", error=f"{type(error).__name__}: {error}"[:_ERROR_CHARS])
        with contextlib.suppress(FlyballError):  # the lease runs out by itself, and the first error is the one to tell
            self._pipelines.finish(self._run, step=step.path, attempt=step.attempt, outcome=given_back)


def _mark(future: Future) -> Any:
    output = future.step.output
    if output is not None:
        return InputMark(output.digest)
    found = value_digest(future.read())
    return InputMark(found) if found is not None else future.read()  # its name is told when it turns out unhashable


def _listed(after: Sequence[Future] | Future) -> Sequence[Future]:
    return [after] if isinstance(after, Future) else after
