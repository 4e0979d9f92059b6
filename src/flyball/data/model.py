"""The values of this room: datasets, their versions, what differs between two, what a validation found."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

from flyball.core import Digest, Name
from flyball.data.expectations import Severity
from flyball.data.manifest import Column, Scalar

__all__ = ["Column", "Digest", "Scalar"]  # also part of this room's values

Content = Literal["table", "files"]
Label = Annotated[str, Meta(pattern=r"^(?![0-9]+$)[a-z0-9][a-z0-9._-]*(?![\s\S])", max_length=100)]
"""A branch or tag: like a name, but not only digits, which would be a version."""
Selector = Annotated[str, Meta(min_length=1, max_length=128)]
"""`12`, `main`, a tag, `main~1` (the version before), or 8 and more digits of a commit id."""
MAIN = "main"


class DatasetInfo(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A dataset: its declaration, and where its main branch stands."""

    name: Name
    content: Content
    key: tuple[str, ...]
    label: str | None
    time_column: str | None
    description: str
    created_at: datetime
    head: int | None
    """The version number `main` points to; None before the first commit."""
    versions: int
    suite_version: int


class DatasetVersion(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One immutable version."""

    ref: str
    dataset: Name
    n: int
    digest: Digest
    """Identity of the content: equal rows, equal digest, however they are stored."""
    manifest: Digest
    commit: Digest
    parent: int | None
    message: str
    actor: str
    at: datetime
    rows: int
    size_bytes: int
    new_bytes: int
    added: int
    deleted: int
    changed: int
    quarantined: int
    suite_version: int
    suite_status: str
    """`none` (no expectations), `passed`, or `warned`."""


class DatasetRef(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A branch, which moves with each commit, or a tag, which never moves."""

    name: str
    kind: Literal["branch", "tag"]
    n: int
    at: datetime


class RowsPage(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Some rows of a version; times are ISO text, bytes hexadecimal, NaN and infinities text."""

    ref: str
    columns: tuple[str, ...]
    types: tuple[str, ...]
    rows: tuple[tuple[Scalar, ...], ...]
    offset: int
    total: int


class CellChange(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One cell that differs, or a row that is only on one side (then `column` is None)."""

    kind: Literal["added", "deleted", "changed"]
    key: tuple[Scalar, ...]
    column: str | None = None
    old: Scalar = None
    new: Scalar = None


class DatasetDiff(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What differs between two versions; `sample` is bounded, the counts are exact."""

    old: str
    new: str
    added: int
    deleted: int
    changed: int
    changed_cells: dict[str, int]
    columns_added: tuple[str, ...] = ()
    columns_dropped: tuple[str, ...] = ()
    types_changed: tuple[str, ...] = ()
    sample: tuple[CellChange, ...] = ()


class ColumnProfile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A column of one version in numbers. Quantiles are of the finite numbers; `distinct` is within ±9 % above 128."""

    name: str
    type: str
    rows: int
    nulls: int
    null_share: float
    distinct: int
    low: Scalar = None
    high: Scalar = None
    mean: float | None = None
    quantiles: dict[str, float] = {}
    edges: tuple[float, ...] = ()
    """Of 20 equal bins of the finite numbers, one more than there are counts; empty for other types."""
    counts: tuple[int, ...] = ()
    """Read off 65 quantile points, without the rows: each is within 1/32 of all numbers; `column` counts exactly."""


class ColumnSide(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A column of one version, counted on the bins or levels of the whole answer."""

    ref: str
    rows: int
    nulls: int
    counts: tuple[int, ...]


class ColumnDetail(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A column as a picture: a histogram of numbers (`edges`), or the most frequent values (`levels`)."""

    column: str
    type: str
    edges: tuple[float, ...]
    """Of equal bins, one more than there are counts."""
    levels: tuple[Scalar, ...]
    """The 20 most frequent values; one more count than levels is the rest."""
    version: ColumnSide
    against: ColumnSide | None


class Profile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All columns of one version in numbers."""

    ref: str
    rows: int
    columns: tuple[ColumnProfile, ...]


CheckStatus: TypeAlias = Literal["passed", "failed", "not-evaluated", "skipped"]
Verdict: TypeAlias = Literal["passed", "warned", "quarantined", "blocked"]


class CheckResult(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one check found; kept with the version and never edited."""

    name: str
    check: str
    columns: tuple[str, ...]
    severity: Severity
    status: CheckStatus
    checked: int
    failing: int
    observed: dict[str, float | str | None]
    sentence: str
    """The finding in one sentence, numbers included."""
    at_rows: bool = False
    """Whether it points at rows, which can be set aside; otherwise it is about what landed as a whole."""


class ValidationReport(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a suite found in what landed: accepted + quarantined = landed, and no row is published when blocked."""

    dataset: Name
    digest: Digest
    suite_version: int
    against: int
    """The reference version; 0 when there was none."""
    scope: Literal["landed", "whole"]
    """`landed`: only the rows that the version before does not have were judged."""
    verdict: Verdict
    landed: int
    accepted: int
    quarantined: int
    results: tuple[CheckResult, ...]
    at: datetime

    @property
    def failed(self) -> tuple[CheckResult, ...]:
        """The checks that did not pass, of any severity."""
        return tuple(result for result in self.results if result.status in {"failed", "not-evaluated"})


class QuarantineSummary(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Rows set aside from a dataset, with the reasons, and how many there are by reason."""

    dataset: Name
    total: int
    by_reason: dict[str, int]
    rows: RowsPage | None


class Landing(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Rows that came, and what became of them."""

    at: datetime
    verdict: Verdict
    landed: int
    quarantined: int
    failed: tuple[str, ...]
    """Names of the checks that failed."""


class DatasetState(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A dataset at a glance."""

    dataset: DatasetInfo
    head: DatasetVersion | None
    set_aside: int
    """Rows in its quarantine."""
    refused: int
    """How many landings were not published."""
    landings: tuple[Landing, ...]
    """The newest sixty, oldest first."""


class VersionSources(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the rows of a version came from, as Refs."""

    n: int
    sources: tuple[str, ...]
