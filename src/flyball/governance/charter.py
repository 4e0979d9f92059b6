"""The charter of a project: which decision the models support, by which figures they are judged, and who answers."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, ClassVar, Literal

import msgspec
from msgspec import Meta, Struct
from sqlalchemy import Connection, Row, select

from flyball.core import Event, digest, from_us, operation
from flyball.core.errors import NotFound
from flyball.governance import tables as t
from flyball.store import Service

Text = Annotated[str, Meta(max_length=4000)]
Line = Annotated[str, Meta(max_length=400)]
Limit = Annotated[int, Meta(ge=1, le=1000)]


class Kpi(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A figure of the business that the models are there to move."""

    name: Line
    unit: Line = ""
    direction: Literal["up", "down"] = "up"
    """Which way is better."""
    formula: Text = ""
    baseline: float | None = None
    target: float | None = None
    minimum_acceptable: float | None = None
    """Promotion is refused below (above, for `down`) this."""
    owner: Line = ""


class Guardrail(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A figure that may not get worse than its bound, whatever the KPI does."""

    metric: Line
    bound: float
    slice: Line = ""
    direction: Literal["up", "down"] = "up"


class Charter(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the project is for, in the words of the people who want it."""

    problem: Text
    decision: Text = ""
    """The decision that predictions support."""
    users_affected: Text = ""
    kpis: tuple[Kpi, ...] = ()
    guardrails: tuple[Guardrail, ...] = ()
    owners: dict[Line, Line] = {}
    """Role (business, technical, risk) to person."""
    review_every_days: Annotated[int, Meta(ge=1, le=3650)] = 90


class CharterVersion(Struct, frozen=True, kw_only=True):
    """A charter as it was at a time."""

    project: str
    version: int
    digest: str
    body: Charter
    created_by: str
    created_at: datetime


class CharterSet(Event, tag="charter.set", frozen=True, kw_only=True):
    """The project's charter reads differently from now on."""

    version: int
    digest: str


class Charters(Service):
    """The project's charter, version by version."""

    noun: ClassVar[str] = "charter"

    @operation("PUT", "/charter", needs="charter.write")
    def set(self, *, body: Charter) -> CharterVersion:
        """Put a charter in force; the same words again are the same version."""
        with self.change() as change:
            change.lock(f"charter:{self.project}")
            now = find_charter(change.connection, self.project)
            if now is not None and now.body == body:
                return now
            version = now.version + 1 if now else 1
            row = {
                "project": self.project, "version": version, "body": msgspec.json.encode(body),
                "digest": digest(body), "created_by": self.call.principal.id, "created_at": change.now_us,
            }  # fmt: skip
            change.execute(t.charter.insert(), [row])
            change.emit(CharterSet(ref=f"charter:{self.project}@{version}", version=version, digest=digest(body)))
            return _must(find_charter(change.connection, self.project), self.project)

    @operation("GET", "/charter", needs="charter.read")
    def get(self, *, version: int | None = None) -> CharterVersion:
        """The charter in force, or an earlier version."""
        with self.read() as connection:
            return _must(find_charter(connection, self.project, version), self.project)

    @operation("GET", "/charter/history", needs="charter.read")
    def history(self, *, limit: Limit = 100) -> list[CharterVersion]:
        """All versions, the newest first."""
        c = t.charter.c
        query = select(t.charter).where(c.project == self.project).order_by(c.version.desc()).limit(limit)
        with self.read() as connection:
            return [_to_charter(row) for row in connection.execute(query)]


def find_charter(connection: Connection, project: str, version: int | None = None) -> CharterVersion | None:
    """The newest charter of a project, or one version of it; None if there is none."""
    c = t.charter.c
    query = select(t.charter).where(c.project == project).order_by(c.version.desc()).limit(1)
    row = connection.execute(query if version is None else query.where(c.version == version)).one_or_none()
    return None if row is None else _to_charter(row)


def _to_charter(row: Row[Any]) -> CharterVersion:
    return CharterVersion(
        project=row.project,
        version=row.version,
        digest=row.digest,
        body=msgspec.json.decode(row.body, type=Charter),
        created_by=row.created_by,
        created_at=from_us(row.created_at),
    )


def _must(found: CharterVersion | None, project: str) -> CharterVersion:
    if found is None:
        raise NotFound(f"the project {project} has no such charter", hint="flyball charter set FILE")
    return found
