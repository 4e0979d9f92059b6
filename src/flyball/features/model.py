"""What a team declares once: sources, views over them, services that bring views together for a model."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

from flyball.core import Event, Name

Column = Annotated[str, Meta(pattern=r"^[A-Za-z_][A-Za-z0-9_]*(?![\s\S])", max_length=64)]
"""A column's or a feature's name."""
Seconds = Annotated[int, Meta(ge=1)]
AggregationKind = Literal["count", "last", "max", "mean", "min", "rate", "since_last", "std", "sum", "var"]


class Source(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Rows that happen: a dataset whose rows have a moment, and perhaps a later one at which they were known."""

    name: Name
    dataset: Name
    event: Column
    """The column with the moment at which the row counts."""
    known: Column | None = None
    """The column with the moment at which it could be known; None says at once."""
    id: Column | None = None
    """The column that tells rows apart, so that a row pushed twice counts once; None counts every row."""


class Latest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="latest"):
    """The value of a column in the entity's newest row."""

    name: Column
    column: Column


class Aggregate(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="aggregate"):
    """A column summed up over the window `[T - window, T)` of an entity's rows."""

    name: Column
    kind: AggregationKind
    column: Column | None = None
    """None counts rows."""
    window_s: Seconds | None = None
    """None is the entity's whole life."""
    where: Column | None = None
    """A boolean column that a row must hold."""


Feature = Latest | Aggregate


class View(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Features of one kind of thing, named by its key columns, computed from one source."""

    name: Name
    source: Name
    keys: Annotated[tuple[Column, ...], Meta(min_length=1, max_length=8)]
    features: Annotated[tuple[Feature, ...], Meta(min_length=1, max_length=200)]
    ttl_s: Seconds | None = None
    """A `latest` row older than this is no answer; windows have no ttl."""
    description: str = ""


class Member(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A view within a service; `keys` says which request column holds each of its keys, in their order."""

    view: Name
    keys: tuple[Column, ...] = ()
    """Empty: the request's columns are named like the view's keys."""
    prefix: str = ""
    """Put in front of the features' names, for a view that takes part twice."""


class FeatureService(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The features of one model: members, columns that the request itself brings, and expressions over both."""

    name: Name
    members: Annotated[tuple[Member, ...], Meta(max_length=100)]
    request: tuple[Column, ...] = ()
    """Numeric request columns that are features as they are."""
    expressions: tuple[Annotated[str, Meta(max_length=200)], ...] = ()
    """`module:attribute` of `Expression`s, evaluated in order."""
    outputs: tuple[Column, ...] = ()
    """Which features, and in which order; empty: all of them."""
    description: str = ""


class Definitions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What `apply` takes: everything that belongs together, as one change."""

    sources: tuple[Source, ...] = ()
    views: tuple[View, ...] = ()
    services: tuple[FeatureService, ...] = ()


class Applied(Struct, frozen=True, kw_only=True):
    """One definition as it is in force now."""

    ref: str
    version: int
    is_new: bool


class ViewVersion(Struct, frozen=True, kw_only=True):
    """A version of a view, with the source it reads."""

    ref: str
    version: int
    digest: str
    view: View
    source: Source
    created_at: datetime


class ServiceVersion(Struct, frozen=True, kw_only=True):
    """A version of a service: it pins the versions of its views."""

    ref: str
    version: int
    digest: str
    service: FeatureService
    views: tuple[ViewVersion, ...]
    created_at: datetime


class Vector(Struct, frozen=True, kw_only=True):
    """Features of one request row, by name; null is missing."""

    values: dict[str, float | None]


class FeaturesApplied(Event, tag="features.applied", frozen=True, kw_only=True):
    """A version of a view or service took effect."""

    digest: str


class TrainingSetMade(Event, tag="features.training_set", frozen=True, kw_only=True):
    """A training set was joined and committed."""

    service: str
    rows: int
