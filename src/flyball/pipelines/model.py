"""Pipeline runs, their steps and attempts, as values."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from flyball.core import Digest, Id

RunId = Id
"""32 hexadecimal digits, made by the client: a start that is sent twice is one run."""

StepPath = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_./\[\]-]*(?![\s\S])", max_length=120)]
"""Where in the run a step was called: `clean`, its second call `clean.2`, a map's child `evaluate[3]`."""

FunctionName = Annotated[str, Meta(min_length=1, max_length=500)]
Text = Annotated[str, Meta(max_length=20_000)]
Owner = Annotated[str, Meta(min_length=1, max_length=200)]
LeaseS = Annotated[float, Meta(gt=0, le=3600)]
Json = Any
"""Any JSON value."""

RunState = Literal["running", "finished", "failed", "cancelled"]
StepState = Literal["ready", "running", "sleeping", "done", "cached", "failed", "skipped", "cancelled"]
CachePolicy = Literal["use", "refresh", "off"]


class KeyDoc(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a cache key was made from, kept so that a change can be told in words."""

    components: dict[str, str] = {}
    """Component, such as `function shop.clean` or `argument lr`, to its digest or version."""
    said: dict[str, str] = {}
    """Component to its readable form: source lines, a short value, the step an input came from."""


class StepSpec(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One call of a step, as its executor announces it."""

    path: StepPath
    function: FunctionName
    inputs: tuple[StepPath, ...] = ()
    """Steps whose outputs it takes."""
    after: tuple[StepPath, ...] = ()
    """Steps it only follows."""
    key: Digest | None = None
    """Identity of code, arguments, inputs and environment; None when something has none."""
    doc: KeyDoc = KeyDoc()
    unhashable: tuple[str, ...] = ()
    cache: CachePolicy = "use"
    retries: Annotated[int, Meta(ge=0, le=100)] = 0


class Output(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A value in the object store: its root document, and every object it consists of."""

    digest: Digest
    objects: tuple[Digest, ...]


class Outcome(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How an attempt ended; `released` means that its executor gave it back unfinished."""

    state: Literal["done", "failed", "released"]
    output: Output | None = None
    note: Annotated[str, Meta(max_length=1_000)] = ""
    """Why there is no output to keep, if there is none."""
    error: Text = ""
    retry_in_s: Annotated[float, Meta(ge=0, le=86_400)] | None = None
    """When to try again; None for never."""


class StepInfo(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One step of a run as it stands."""

    run: str
    path: str
    function: str
    inputs: tuple[str, ...]
    """Paths of the steps whose outputs it takes, then of those it only follows."""
    state: StepState
    attempt: int
    """Number of the latest attempt, which is also its fencing token."""
    key: str | None
    output: Output | None
    error: str
    note: str
    """Why it ran, was taken or was skipped, as known when it began."""
    source: str | None
    """Ref of the step whose output was taken instead of running."""
    owner: str
    lease_until: datetime | None
    not_before: datetime | None
    started_at: datetime | None
    ended_at: datetime | None


class Begun(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an executor is to do with a step: run it, take its outcome, or wait."""

    act: Literal["run", "take", "wait", "stop"]
    step: StepInfo | None
    wait_s: float = 0.0
    held_by: str = ""


class PipelineRunInfo(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One run of a pipeline."""

    id: str
    pipeline: str
    entry: str
    """`module:function`, by which another process finds the pipeline."""
    code: str
    """Digest of everything the pipeline's code reaches."""
    params: dict[str, Json]
    state: RunState
    owner: str
    parent: str | None
    """The run it resumes."""
    output: Output | None
    error: str
    step_counts: dict[str, int]
    started_at: datetime
    ended_at: datetime | None

    @property
    def ref(self) -> str:
        """`pipeline:NAME@ID`."""
        return f"pipeline:{self.pipeline}@{self.id}"


class Attempt(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One try at a step; never overwritten by the next."""

    step: str
    attempt: int
    owner: str
    state: Literal["running", "done", "failed", "released", "lost", "cancelled"]
    error: str
    started_at: datetime
    ended_at: datetime | None


class StepWhy(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why a step ran, or why it did not."""

    ref: str
    state: StepState
    sentence: str
    changes: tuple[str, ...] = ()
    """What differs from the nearest earlier entry of the same call."""
    compared_with: str | None = None


TERMINAL = frozenset({"done", "cached", "failed", "skipped", "cancelled"})
SUCCESSFUL = frozenset({"done", "cached"})


def step_ref(pipeline: str, path: str, run: str) -> str:
    """The address of one step of one run.

    >>> step_ref("churn", "evaluate[3]", "0af1")
    'pipeline:churn/evaluate[3]@0af1'
    """
    return f"pipeline:{pipeline}/{path}@{run}"
