"""What the registry writes on the event spine."""

from __future__ import annotations

from flyball.core import Event


class ModelCreated(Event, tag="model.created", frozen=True, kw_only=True):
    """A name for versions exists."""

    description: str


class ModelRegistered(Event, tag="model.registered", frozen=True, kw_only=True):
    """A version exists and will never change."""

    digest: str
    flavour: str
    run: str | None


class ModelDescribed(Event, tag="model.described", frozen=True, kw_only=True):
    """What is said about a model or version has changed: description, tags, a comment."""

    fields: tuple[str, ...]


class AliasMoved(Event, tag="alias.moved", frozen=True, kw_only=True):
    """A name means another version now; `before` and `after` are None for none."""

    before: int | None
    after: int | None
    reason: str
    approval: str | None
    is_rollback: bool


class StageMoved(Event, tag="stage.moved", frozen=True, kw_only=True):
    """A version is in another stage."""

    before: str | None
    after: str | None
    reason: str


class EvidenceAttached(Event, tag="evidence.attached", frozen=True, kw_only=True):
    """Something was found about a version."""

    evidence: str
    source: str
    digest: str
    passed: bool | None


class GateRefused(Event, tag="gate.refused", frozen=True, kw_only=True):
    """A version failed something it has to pass."""

    evidence: str
    source: str
    says: str
