"""`@fb.step`: an ordinary function that a pipeline makes durable, cached and retried."""

from __future__ import annotations

import functools
import inspect
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, TypeVar, overload

from msgspec import Struct

from flyball.compute import importable_name
from flyball.core import digest
from flyball.core.errors import BadInput
from flyball.pipelines.elements import Key, split

if TYPE_CHECKING:
    from flyball.pipelines.future import Future
    from flyball.pipelines.recorder import Calls

F = TypeVar("F", bound=Callable[..., Any])
ACTIVE: ContextVar[Calls | None] = ContextVar("flyball_pipeline", default=None)
"""What records the calls made by the body of a pipeline; None outside of one, and inside a step."""

STEP_CONTEXT: ContextVar[StepContext | None] = ContextVar("flyball_step", default=None)
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]{0,79}")


class StepContext(Struct, frozen=True, kw_only=True):
    """What a step may know about its own call."""

    run: str
    path: str
    attempt: int

    @property
    def idempotency_key(self) -> str:
        """Equal in every attempt: hand it to whatever a step changes outside, for that may happen more than once."""
        return digest({"run": self.run, "path": self.path})


def current_step() -> StepContext | None:
    """The call whose body is running, or None outside of a pipeline's step."""
    return STEP_CONTEXT.get()


class Step:
    """A function with the options of its calls. Outside a pipeline it is that function.

    In the body of a pipeline a call returns a `Future`; `after=` names futures that only have to come before.
    """

    def __init__(
        self,
        fn: Callable[..., Any],
        *,
        retries: int = 0,
        retry_on: tuple[type[Exception], ...] = (Exception,),
        cache: bool = True,
        cache_ignore: Iterable[str] = (),
    ) -> None:
        self.fn = fn
        self.name = fn.__name__
        self.retries = retries
        self.retry_on = retry_on
        self.cache = cache
        self.cache_ignore = frozenset(cache_ignore)
        self.signature = inspect.signature(fn)
        functools.update_wrapper(self, fn)
        _check(self)

    @property
    def function(self) -> str:
        """Its name for people: `module.function`."""
        module = sys.modules.get(self.fn.__module__)  # a script is known by its file, not as __main__
        return f"{importable_name(module) if module else self.fn.__module__}.{self.fn.__qualname__}"

    def __call__(self, *args: Any, after: Sequence[Future] | Future = (), **kwargs: Any) -> Any:
        """The result; in the body of a pipeline a `Future` of it."""
        calls = ACTIVE.get()
        if calls is None:
            return self.fn(*args, **kwargs)
        return calls.call(self, args, kwargs, after=after)

    def map(self, *args: Any, key: Key | None = None, after: Sequence[Future] | Future = (), **kwargs: Any) -> Any:
        """One call for each element of the lists, tuples and ranges among `args`; everything else is given to all.

        Without one, the first argument is a future of a list. Children are named by their element, or `key(element)`,
        so that an element put in front of others does not move them. Returns `Futures`; outside a pipeline a list.
        """
        calls = ACTIVE.get()
        if calls is None:
            return [self.fn(*each.args, **kwargs) for each in split(args, key)]
        return calls.map(self, args, kwargs, key=key, after=after)

    def __repr__(self) -> str:
        return f"<step {self.function}>"


@overload
def step(fn: Callable[..., Any], /) -> Step: ...


@overload
def step(
    *,
    retries: int = 0,
    retry_on: tuple[type[Exception], ...] = (Exception,),
    cache: bool = True,
    cache_ignore: Iterable[str] = (),
) -> Callable[[Callable[..., Any]], Step]: ...


def step(fn: Callable[..., Any] | None = None, /, **options: Any) -> Any:
    """Make a function a step; with options, or bare.

    `retries` further attempts follow an exception among `retry_on`. With `cache=False` it runs in every run (its
    code or its data hide something, such as the clock); names in `cache_ignore` do not change what it computes.

    >>> @step(retries=2)
    ... def double(x: int) -> int:
    ...     return 2 * x
    >>> double(4)
    8
    """
    return Step(fn) if fn is not None else lambda function: Step(function, **options)


def _check(made: Step) -> None:
    parameters = made.signature.parameters
    if not _NAME.fullmatch(made.name):
        raise BadInput(f"a step cannot be called {made.name!r}", hint="decorate a function with a name of its own")
    if "after" in parameters:
        raise BadInput(f"{made.function} has a parameter named after", why="it names the steps to wait for")
    unknown = made.cache_ignore - parameters.keys()
    if unknown:
        raise BadInput(f"{made.function} has no parameter {sorted(unknown)[0]}", why="cache_ignore names it")
    if inspect.iscoroutinefunction(made.fn) or inspect.isgeneratorfunction(inspect.unwrap(made.fn)):
        raise BadInput(f"{made.function} is no plain function", why="its result would not be a value")
