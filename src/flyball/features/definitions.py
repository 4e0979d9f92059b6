"""Versions of definitions in the catalog: a changed one is the next version, an equal one is the same."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Row, select

from flyball.core import digest, from_us
from flyball.core.errors import BadInput, NotFound
from flyball.features import tables as t
from flyball.features.model import Applied, FeaturesApplied, FeatureService, ServiceVersion, Source, View, ViewVersion
from flyball.store.catalog import Change

D = TypeVar("D", bound=Struct)
_REF_KINDS = {"source": "source", "view": "features", "service": "feature-service"}


def put_definition(change: Change, kind: str, body: Source | View | FeatureService, pins: dict[str, int]) -> Applied:
    """The version that holds exactly this definition over these pins, made if there is none."""
    identity = digest({"body": msgspec.to_builtins(body), "pins": pins})
    found = _find(change.connection, change.project, kind, body.name, digest=identity)
    ref_kind = _REF_KINDS[kind]
    if found is not None:
        return Applied(ref=f"{ref_kind}:{body.name}@{found.version}", version=found.version, is_new=False)
    last = _find(change.connection, change.project, kind, body.name)
    version = (last.version if last else 0) + 1
    row = {
        "project": change.project, "kind": kind, "name": body.name, "version": version, "digest": identity,
        "body": msgspec.json.encode(body), "pins": msgspec.json.encode(pins), "created_by": change.call.principal.id,
        "created_at": change.now_us,
    }  # fmt: skip
    change.execute(t.definition.insert(), [row])
    ref = f"{ref_kind}:{body.name}@{version}"
    change.emit(FeaturesApplied(ref=ref, digest=identity))
    return Applied(ref=ref, version=version, is_new=True)


def read_source(connection: Connection, project: str, name: str, version: int | None = None) -> tuple[Source, int]:
    """A source and its version, the newest unless told."""
    row = _get(connection, project, "source", name, version)
    return msgspec.json.decode(row.body, type=Source), row.version


def read_view(connection: Connection, project: str, name: str, version: int | None = None) -> ViewVersion:
    """A view version with the source version it pins."""
    row = _get(connection, project, "view", name, version)
    view = msgspec.json.decode(row.body, type=View)
    pins = msgspec.json.decode(row.pins, type=dict[str, int])
    source, _ = read_source(connection, project, view.source, pins[view.source])
    return ViewVersion(
        ref=f"features:{name}@{row.version}",
        version=row.version,
        digest=row.digest,
        view=view,
        source=source,
        created_at=from_us(row.created_at),
    )


def read_service(connection: Connection, project: str, name: str, version: int | None = None) -> ServiceVersion:
    """A service version with the view versions it pins, in the members' order."""
    row = _get(connection, project, "service", name, version)
    service = msgspec.json.decode(row.body, type=FeatureService)
    pins = msgspec.json.decode(row.pins, type=dict[str, int])
    return ServiceVersion(
        ref=f"feature-service:{name}@{row.version}",
        version=row.version,
        digest=row.digest,
        service=service,
        views=tuple(read_view(connection, project, member.view, pins[member.view]) for member in service.members),
        created_at=from_us(row.created_at),
    )


def list_names(connection: Connection, project: str, kind: str) -> list[str]:
    """Names of one kind, sorted."""
    names = select(t.definition.c.name).where(t.definition.c.project == project, t.definition.c.kind == kind)
    return [row.name for row in connection.execute(names.distinct().order_by(t.definition.c.name))]


def check_view(view: View) -> None:
    """Refuse a view whose features clash or lack a column."""
    names = [feature.name for feature in view.features]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise BadInput(f"view {view.name} names a feature twice", why=", ".join(twice))


def _get(connection: Connection, project: str, kind: str, name: str, version: int | None) -> Row[Any]:
    row = _find(connection, project, kind, name, version=version)
    if row is None:
        at = "" if version is None else f" at version {version}"
        raise NotFound(f"there is no feature {kind} {name!r}{at}", hint="flyball features list")
    return row


def _find(
    connection: Connection, project: str, kind: str, name: str, *, digest: str | None = None, version: int | None = None
) -> Row[Any] | None:
    c = t.definition.c
    query = select(t.definition).where(c.project == project, c.kind == kind, c.name == name)
    if digest is not None:
        query = query.where(c.digest == digest)
    if version is not None:
        query = query.where(c.version == version)
    return connection.execute(query.order_by(c.version.desc()).limit(1)).one_or_none()
