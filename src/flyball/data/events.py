"""What happens to datasets, as events on the spine."""

from __future__ import annotations

from flyball.core import Event


class DatasetCreated(Event, tag="dataset.created", frozen=True, kw_only=True):
    """A dataset was declared."""

    content: str
    key: tuple[str, ...]


class DatasetCommitted(Event, tag="dataset.committed", frozen=True, kw_only=True):
    """A new version is the head of a branch."""

    version: int
    branch: str
    digest: str
    rows: int
    added: int
    deleted: int
    changed: int
    quarantined: int
    message: str


class DatasetValidated(Event, tag="dataset.validated", frozen=True, kw_only=True):
    """A suite judged what landed or a whole version; a `blocked` one was not published."""

    verdict: str
    suite_version: int
    landed: int
    quarantined: int
    failed: tuple[str, ...]
    is_critical: bool


class DatasetQuarantined(Event, tag="dataset.quarantined", frozen=True, kw_only=True):
    """Rows were set aside; they are in the dataset `into`, each with its reasons."""

    into: str
    rows: int


class DatasetTagged(Event, tag="dataset.tagged", frozen=True, kw_only=True):
    """A version got a tag, or a branch began at it."""

    name: str
    kind_of_name: str
    version: int


class ExpectationsSet(Event, tag="dataset.expectations-set", frozen=True, kw_only=True):
    """The suite of a dataset has a new version."""

    suite_version: int
    checks: tuple[str, ...]
