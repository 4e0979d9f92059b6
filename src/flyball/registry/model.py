"""Models, their immutable versions, and the names that move among them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

from flyball.core import Digest, Name
from flyball.core.shape import shaped
from flyball.registry.signature import Column

AliasName = Annotated[
    str, Meta(pattern=r"^(?!latest(?![\s\S])|v?\d+(?![\s\S]))[a-z][a-z0-9._-]*(?![\s\S])", max_length=64)
]
"""A name for one version at a time; `latest`, `v3` and `3` would say something else than they mean."""
Selector = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9._-]*(?![\s\S])", max_length=64)]
"""A version's number, an alias, or `latest`."""
FilePath = Annotated[
    str, Meta(pattern=r"^[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*(?![\s\S])", max_length=200)
]
Text = Annotated[str, Meta(max_length=10_000)]
TagKey = Annotated[str, Meta(min_length=1, max_length=250)]
TagText = Annotated[str, Meta(max_length=5_000)]
Figure = str | int | float | bool | None


class Signature(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The columns of one row in the model's order, and the score it gives: a probability where there are classes."""

    inputs: Annotated[tuple[Column, ...], Meta(min_length=1, max_length=10_000)]
    output: str = "score"
    output_datatype: Literal["FP32", "FP64"] = "FP32"
    classes: tuple[str, ...] = ()
    """Labels in the order of the probabilities; empty for a regression."""


class File(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One file of a version."""

    digest: Digest
    size_bytes: Annotated[int, Meta(ge=0)]


class Certificate(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Proof that a converted model predicts what the trained one does, on rows it was tried on."""

    source: str
    """The class that was converted, such as `sklearn.ensemble.HistGradientBoostingClassifier`."""
    rows: int
    rows_with_missing: int
    max_abs_difference: float
    label_flips: int
    tolerance: float
    versions: dict[str, str]
    """Libraries that took part."""


class Manifest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything a version is; its digest is the version's."""

    flavour: Name
    runner: Name
    """What computes it when served, such as `onnx`."""
    entry: FilePath
    """The file the runner opens."""
    files: Annotated[dict[FilePath, File], Meta(min_length=1, max_length=1000)]
    signature: Signature
    certificate: Certificate | None = None
    run: Annotated[str, shaped(r"^run:[0-9a-f]{32}(?![\s\S])", "a run, written run:ID")] | None = None
    metrics: dict[str, float] = {}
    code: Digest | None = None
    environment: Digest | None = None


class ModelEntry(Struct, frozen=True, kw_only=True):
    """A model: the name under which versions follow each other."""

    name: str
    description: str
    created_by: str
    created_at: datetime
    latest: int
    """Number of the newest version; 0 before the first."""
    aliases: dict[str, int]
    tags: dict[str, str]


class ModelVersion(Struct, frozen=True, kw_only=True):
    """One version: what it is never changes, what is said about it may."""

    ref: str
    model: str
    version: int
    digest: str
    same_as: int | None
    """An earlier version with the same content, if there is one."""
    manifest: Manifest
    description: str
    stage: str | None
    tags: dict[str, str]
    aliases: tuple[str, ...]
    authors: tuple[str, ...]
    """Who registered it and who launched its run; they may not approve it."""
    created_by: str
    created_at: datetime


class AliasInterval(Struct, frozen=True, kw_only=True):
    """Which version a name meant, from one moment (included) to the next (not included)."""

    name: str
    version: int | None
    """None while the name meant nothing."""
    from_at: datetime
    to_at: datetime | None
    moved_by: str
    approval: str | None
    reason: str
    is_rollback: bool


class AttachedEvidence(Struct, frozen=True, kw_only=True):
    """What was found about a version: an evaluation, a gate, a scan."""

    kind: str
    ref: str
    digest: str
    passed: bool | None
    says: str
    summary: dict[str, Figure]
    at: datetime
    attached_by: str


class Remark(Struct, frozen=True, kw_only=True):
    """A comment on a version."""

    id: str
    author: str
    text: str
    at: datetime
