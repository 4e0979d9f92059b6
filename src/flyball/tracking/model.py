"""Runs, their metrics and what they used and made, as values."""

from __future__ import annotations

import math
from datetime import datetime
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from flyball.store.blobs import Digest

RunId = Annotated[str, Meta(pattern=r"^[0-9a-f]{32}(?![\s\S])")]
"""32 hexadecimal digits, time-ordered, made by the client: a start that is sent twice is one run."""

ExperimentName = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9._/-]*(?![\s\S])", min_length=1, max_length=200)]
Key = Annotated[str, Meta(min_length=1, max_length=250)]
TagText = Annotated[str, Meta(max_length=5_000)]
Text = Annotated[str, Meta(max_length=100_000)]
Context = Annotated[str, Meta(max_length=1_000)]
"""Which series of a key: canonical JSON such as `{"subset":"val"}`, or empty."""

Scalar = str | int | float | bool | None
Json = Any
"""Any JSON value."""

State = Literal["running", "finished", "failed", "killed"]
EndState = Literal["finished", "failed", "killed"]
Figure = float | Literal["nan", "inf", "-inf"]
"""A number that survives JSON; `float(figure)` always works."""


class Entry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The function that was run, as it can be found again: `package.module:function` and its JSON parameters."""

    function: Annotated[str, Meta(pattern=r"^[A-Za-z_][\w.]*:[A-Za-z_][\w.]*(?![\s\S])", max_length=500)]
    params: dict[str, Json] = {}


class Source(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The state of the git working tree a run started in."""

    commit: str
    branch: str
    is_dirty: bool
    untracked: tuple[str, ...] = ()
    diff: Digest | None = None
    """Object with the uncommitted changes."""
    is_diff_cut: bool = False


class Session(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was captured about the process that ran: enough to run it again."""

    environment: Digest | None = None
    """Object with the interpreter and every installed distribution."""
    code: Digest | None = None
    """Object with the code snapshot's tree."""
    fingerprint: Digest | None = None
    """Object with the code fingerprint's components."""
    source: Source | None = None
    arguments: tuple[str, ...] = ()
    host: str = ""


class Link(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something a run used or made; outside data has a `source:` Ref and a digest."""

    ref: str
    name: Annotated[str, Meta(max_length=250)] = ""
    """What the run calls it: the argument it was given as, `train`, `test`."""
    digest: str = ""


class RunInfo(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One run with everything but its histories; `run.metrics` holds the last value of each series without context."""

    id: str
    experiment: str
    name: str
    state: State
    owner: str
    parent: str | None
    started_at: datetime
    ended_at: datetime | None
    notes: str
    error: str
    """The traceback of a failed run."""
    entry: Entry | None
    session: Session | None
    params: dict[str, Scalar]
    tags: dict[str, str]
    metrics: dict[str, Figure]
    inputs: tuple[Link, ...]
    outputs: tuple[Link, ...]

    @property
    def ref(self) -> str:
        """`run:ID`."""
        return f"run:{self.id}"


class RunRow(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One run in a table: its attributes, and under `values` the columns asked for; a key it lacks is left out."""

    id: str
    name: str
    experiment: str
    state: State
    owner: str
    parent: str | None
    started_at: datetime
    ended_at: datetime | None
    values: dict[str, Scalar]
    """By column as it was asked for. Infinities and NaN of metrics are the texts `inf`, `-inf`, `nan`."""


class RunPage(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A page of a search."""

    rows: tuple[RunRow, ...]
    next: str | None
    """Ask with this as `after` for the page that follows; None at the end."""
    total: int | None
    """How many runs match; None when not asked to count."""
    is_exact: bool
    """False when at least so many match: counting stops at 100,000."""


class GroupFigure(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One column over the runs of a group that have it; `sd` is that of a sample, so a single run has none."""

    count: int
    mean: float | None
    sd: float | None
    min: float | None
    max: float | None


class RunGroup(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Runs that have the same values of what they are grouped by."""

    by: dict[str, Scalar]
    runs: int
    filter: str
    """Finds the runs of this group, when joined to the search's own filter with `and`."""
    figures: dict[str, GroupFigure]


class RunGroups(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Groups of a search, the largest first, and how many there are."""

    groups: tuple[RunGroup, ...]
    total: int


class RunColumn(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something runs can be filtered, sorted and shown by."""

    field: str
    """As it is written in filters: `metrics.auc`, `params.lr`, `started_at`."""
    kind: Literal["attribute", "metric", "param", "tag"]
    key: str
    type: Literal["number", "text", "time"]


class RunValue(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A value that a field has in so many of the newest runs."""

    value: Scalar
    runs: int


class Series(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The exact figures of one metric: NaN is left out of all but `last`; infinities count."""

    key: str
    context: str
    count: int
    nan_count: int
    first: Figure | None
    last: Figure | None
    last_step: int
    min: Figure | None
    min_step: int | None
    max: Figure | None
    max_step: int | None
    mean: Figure | None


class Point(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One measurement."""

    step: int
    at: datetime
    value: Figure


class OddPoint(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A point that has no place on the y axis: `nan`, `inf` or `-inf`."""

    x: float
    y: Figure


class Curve(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A metric of a run as a line: x ascending, y finite, extremes exact."""

    run: str
    key: str
    context: str
    points: int
    """How many were logged in the range, whether drawn or not."""
    is_reduced: bool
    """True when of each part of the axis only the first, last, lowest and highest point are here."""
    x: tuple[float, ...]
    y: tuple[float, ...]
    odd_count: int
    odd: tuple[OddPoint, ...]
    """The first of the points that are no finite numbers."""


class Artifact(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file a run made: its path there, and the object with its bytes."""

    path: str
    digest: Digest
    size_bytes: Annotated[int, Meta(ge=0)] = 0
    media_type: str = "application/octet-stream"


class Experiment(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A question, and how many runs tried to answer it."""

    name: str
    created_at: datetime
    run_count: int


class Compared(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One param, metric or tag over several runs, in the order asked; None where a run lacks it."""

    kind: Literal["param", "metric", "tag", "input"]
    key: str
    values: tuple[Scalar, ...]
    is_equal: bool


class Difference(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that was one way in the recorded run and another way when it was repeated."""

    kind: Literal["data", "code", "environment", "metric", "artifact", "error"]
    name: str
    before: str
    after: str


class Reproduction(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The outcome of running a run again from what was recorded."""

    run: str
    verdict: Literal["bit-identical", "differs", "failed"]
    differences: tuple[Difference, ...] = ()
    """What differs in results and, as possible causes, in data, code and environment."""
    metric_count: int = 0
    artifact_count: int = 0
    at: datetime | None = None
    by: str = ""


def figure(value: float) -> Figure:
    """The number in the form that survives JSON.

    >>> figure(float("inf")), figure(0.5)
    ('inf', 0.5)
    """
    if math.isnan(value):
        return "nan"
    return value if math.isfinite(value) else ("inf" if value > 0 else "-inf")
