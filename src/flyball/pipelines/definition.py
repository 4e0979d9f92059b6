"""`@fb.pipeline`: an ordinary function whose steps are recorded, cached and resumed."""

from __future__ import annotations

import functools
import inspect
import re
import sys
import typing
from collections.abc import Callable, Mapping
from typing import Any, overload

import msgspec

from flyball.compute import fingerprint, importable_name
from flyball.core import Registry, digest
from flyball.core.errors import BadInput
from flyball.pipelines.run import PipelineRun, WorkspaceLike, resume, run_pipeline
from flyball.pipelines.steps import ACTIVE, current_step

_CONNECT: Registry[Callable[[], Any]] = Registry("connect", {"default": "flyball.workspace:connect"})


class Pipeline:
    """A body that calls steps; each call of the pipeline is a run.

    `churn(lr=0.1)` runs it in the workspace that `flyball.connect()` opens and returns its result; `churn.run(ws, …)`
    says where and returns the run. Inside another pipeline its steps belong to that run; inside a step it is a function
    like any other.
    """

    def __init__(self, fn: Callable[..., Any], *, name: str | None = None) -> None:
        self.fn = fn
        self.name = name or re.sub(r"[^a-z0-9._-]", "-", fn.__name__.lower()).strip("_.-")
        self.signature = inspect.signature(fn)
        functools.update_wrapper(self, fn)

    @property
    def entry(self) -> str:
        """`module:function`, by which another process finds it."""
        module = sys.modules.get(self.fn.__module__)
        name = importable_name(module) if module is not None else self.fn.__module__
        return f"{name}:{self.fn.__qualname__}"

    @property
    def code(self) -> str:
        """Digest of everything the body and its steps reach. Flyball's own version is left out: it keeps journals."""
        found = fingerprint(self.fn)
        return digest({name: value for name, value in found.components.items() if name != "flyball"})

    def params(self, values: Mapping[str, Any], *, strict: bool = True) -> dict[str, Any]:
        """Parameters checked and converted to their annotations, defaults filled in; `BadInput` names the wrong one.

        `strict=False` reads numbers and booleans from text, as a command line carries them.
        """
        try:
            checked = msgspec.convert(dict(values), self._arguments, strict=strict)
        except msgspec.ValidationError as error:
            raise BadInput(f"{self.name} was given wrong parameters", why=str(error)) from error
        return {name: getattr(checked, name) for name in self.signature.parameters}

    def run(
        self,
        ws: WorkspaceLike,
        params: Mapping[str, Any] | None = None,
        *,
        id: str | None = None,
        refresh: tuple[str, ...] = (),
        workers: int = 1,
    ) -> PipelineRun:
        """Run it in a workspace; steps named in `refresh` run again, `workers` steps run side by side in threads."""
        return run_pipeline(ws, self, self.params(params or {}), id=id, refresh=refresh, workers=workers)

    def resume(self, ws: WorkspaceLike, run: str) -> PipelineRun:
        """Go on with a run of this pipeline; what is done is not done again."""
        return resume(ws, run, pipeline=self)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """The body's result; raises `StepFailed` when a step failed for good."""
        bound = self.signature.bind(*args, **kwargs).arguments
        calls = ACTIVE.get()
        if calls is not None:
            return calls.nest(self, bound)
        if current_step() is not None:
            return self.fn(*args, **kwargs)
        with _CONNECT.get("default")() as ws:
            return self.run(ws, bound).result()

    @functools.cached_property
    def _arguments(self) -> type[msgspec.Struct]:
        hints = typing.get_type_hints(self.fn, include_extras=True)
        fields: list[Any] = []
        for name, parameter in self.signature.parameters.items():
            if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
                raise BadInput(f"the pipeline {self.name} takes *{name}", why="a run's parameters have names")
            field = (name, hints.get(name, Any))
            fields.append(field if parameter.default is parameter.empty else (*field, _default(parameter.default)))
        return msgspec.defstruct("parameters", fields, kw_only=True, forbid_unknown_fields=True, frozen=True)

    def __repr__(self) -> str:
        return f"<pipeline {self.name}>"


@overload
def pipeline(fn: Callable[..., Any], /) -> Pipeline: ...


@overload
def pipeline(*, name: str | None = None) -> Callable[[Callable[..., Any]], Pipeline]: ...


def pipeline(fn: Callable[..., Any] | None = None, /, **options: Any) -> Any:
    """Make a function that calls steps a pipeline; bare, or with a `name`."""
    return Pipeline(fn) if fn is not None else lambda function: Pipeline(function, **options)


def _default(value: Any) -> Any:
    is_mutable = isinstance(value, list | dict | set)
    return msgspec.field(default_factory=lambda: type(value)(value)) if is_mutable else value
