"""Run a function so that it can be run again: its code, parameters, data versions and results are all on record."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from flyball.core import Clock, Ids, Ref
from flyball.core.errors import BadInput
from flyball.tracking.inputs import ReadsInputs, read_input
from flyball.tracking.model import Entry
from flyball.tracking.run import Run

if TYPE_CHECKING:
    from flyball.tracking.recorder import PutsObjects, Recorder


class Home(ReadsInputs, Protocol):
    """What executing needs; a workspace is one."""

    @property
    def runs(self) -> Recorder: ...

    @property
    def objects(self) -> PutsObjects: ...

    @property
    def clock(self) -> Clock: ...

    @property
    def ids(self) -> Ids: ...


def execute(
    home: Home,
    fn: Callable[..., Any],
    *,
    experiment: str,
    params: Mapping[str, Any] | None = None,
    inputs: Mapping[str, str | Ref] | None = None,
    **options: Any,
) -> Run:
    """Call `fn(run, **tables, **params)` in a new run and return that run, ended; `run.result` is what `fn` returned.

    `inputs` maps argument names to dataset Refs; each arrives as an Arrow table of the version its alias stands for
    now. `params` are JSON values (a seed is one of them). `fn` must be importable by name. What it raises is recorded
    and raised on.
    """
    entry = Entry(function=entry_of(fn), params=_as_json(params or {}))
    with Run(
        home.runs,
        home.objects,
        experiment=experiment,
        clock=home.clock,
        ids=home.ids,
        params=entry.params,
        entry=entry,
        fn=fn,
        **options,
    ) as run:
        tables = {name: read_input(home, run.use(ref, name=name)) for name, ref in (inputs or {}).items()}
        run.result = fn(run, **tables, **entry.params)
    return run


def entry_of(fn: Callable[..., Any]) -> str:
    """The function as `package.module:name`; raises `BadInput` for one that cannot be imported under it.

    >>> import json
    >>> entry_of(json.dumps)
    'json:dumps'
    """
    from flyball.compute import importable_name

    name = getattr(fn, "__qualname__", type(fn).__name__)
    module = sys.modules.get(getattr(fn, "__module__", ""))
    found: Any = module
    for part in name.split("."):
        found = getattr(found, part, None)
    if module is None or found is not fn:
        raise BadInput(
            f"{name} cannot be recorded as an entry point",
            why="no other process could import it under that name",
            hint="define it at the top level of a module",
        )
    return f"{importable_name(module)}:{name}"


def _as_json(params: Mapping[str, Any]) -> dict[str, Any]:
    try:
        content = msgspec.json.encode(dict(params))
    except (TypeError, ValueError, msgspec.MsgspecError) as error:
        raise BadInput("the parameters are not JSON values", why=str(error), hint="pass tables as inputs") from error
    found: dict[str, Any] = msgspec.json.decode(content)
    # What the function gets now is what it will get when it is run again: tuples are lists, and so on.
    return found
