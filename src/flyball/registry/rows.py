"""Between rows of the registry's tables and values."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Connection, Row, func, select

from flyball.core import Ref, from_us
from flyball.core.errors import BadRef, NotFound
from flyball.registry import tables as t
from flyball.registry.model import AliasInterval, AttachedEvidence, Manifest, ModelEntry, ModelVersion


def find_model(connection: Connection, project: str, name: str) -> ModelEntry:
    """One model; `NotFound` names the command that lists them."""
    query = select(t.model).where(t.model.c.project == project, t.model.c.name == name)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFound(f"there is no model {name!r}", hint="flyball model list")
    return to_model(connection, row)


def to_model(connection: Connection, row: Row[Any]) -> ModelEntry:
    """A row of the model table, with what points at it."""
    aliases = select(t.alias.c.name, t.alias.c.version).where(
        t.alias.c.project == row.project, t.alias.c.model == row.name
    )
    return ModelEntry(
        name=row.name,
        description=row.description,
        created_by=row.created_by,
        created_at=from_us(row.created_at),
        latest=latest_version(connection, row.project, row.name),
        aliases={found.name: found.version for found in connection.execute(aliases)},
        tags=read_tags(connection, row.project, row.name, 0),
    )


def latest_version(connection: Connection, project: str, name: str) -> int:
    """The greatest number given so far; 0 before the first."""
    query = select(func.coalesce(func.max(t.version.c.version), 0))
    return int(connection.execute(query.where(t.version.c.project == project, t.version.c.model == name)).scalar_one())


def resolve(connection: Connection, project: str, name: str, selector: str | None) -> int:
    """The number behind a number, an alias, `latest` or nothing (the latest); `NotFound` says what there is."""
    if selector is not None and selector.isdigit():
        return int(selector)
    model = find_model(connection, project, name)
    if selector is None or selector == "latest":
        if model.latest == 0:
            raise NotFound(f"model:{name} has no version yet")
        return model.latest
    if selector not in model.aliases:
        known = ", ".join(f"{alias} → {number}" for alias, number in model.aliases.items()) or "none"
        raise NotFound(f"model:{name} has no alias {selector!r}", why=f"aliases: {known}")
    return model.aliases[selector]


def read_version(connection: Connection, project: str, name: str, selector: str | None) -> ModelVersion:
    """One version with its tags and aliases."""
    number = resolve(connection, project, name, selector)
    v = t.version.c
    row = connection.execute(
        select(t.version).where(v.project == project, v.model == name, v.version == number)
    ).one_or_none()
    if row is None:
        latest = find_model(connection, project, name).latest
        raise NotFound(
            f"model:{name} has no version {number}", why=f"versions end at {latest}", hint=f"flyball model show {name}"
        )
    return to_version(connection, row)


def read_ref(connection: Connection, project: str, ref: str | Ref) -> ModelVersion:
    """The version behind a Ref of a model."""
    parsed = ref if isinstance(ref, Ref) else Ref.parse(ref, kind="model")
    if parsed.kind != "model":
        raise BadRef(f"{parsed} is no model", hint="write model:NAME@VERSION")
    return read_version(connection, project, parsed.name, parsed.selector)


def to_version(connection: Connection, row: Row[Any]) -> ModelVersion:
    """A row of the version table, with what is said about it."""
    aliases = select(t.alias.c.name).where(
        t.alias.c.project == row.project, t.alias.c.model == row.model, t.alias.c.version == row.version
    )
    return ModelVersion(
        ref=f"model:{row.model}@{row.version}",
        model=row.model,
        version=row.version,
        digest=row.digest,
        same_as=row.same_as,
        manifest=msgspec.json.decode(row.manifest, type=Manifest),
        description=row.description,
        stage=row.stage,
        tags=read_tags(connection, row.project, row.model, row.version),
        aliases=tuple(sorted(connection.execute(aliases).scalars())),
        authors=msgspec.json.decode(row.authors, type=tuple[str, ...]),
        created_by=row.created_by,
        created_at=from_us(row.created_at),
    )


def read_tags(connection: Connection, project: str, name: str, version: int) -> dict[str, str]:
    """Tags of a version, or of the model itself (version 0)."""
    g = t.tag.c
    query = select(g.key, g.value).where(g.project == project, g.model == name, g.version == version)
    return {row.key: row.value for row in connection.execute(query.order_by(g.key))}


def read_evidence(connection: Connection, project: str, name: str, version: int) -> list[AttachedEvidence]:
    """What was found about a version, in order of kind and source."""
    e = t.evidence.c
    query = select(t.evidence).where(e.project == project, e.model == name, e.version == version)
    return [
        AttachedEvidence(
            kind=row.kind,
            ref=row.ref,
            digest=row.digest,
            passed=None if row.passed is None else bool(row.passed),
            says=row.says,
            summary=msgspec.json.decode(row.summary),
            at=from_us(row.at),
            attached_by=row.attached_by,
        )
        for row in connection.execute(query.order_by(e.kind, e.ref))
    ]


def to_interval(row: Row[Any]) -> AliasInterval:
    """A row of the interval table."""
    return AliasInterval(
        name=row.name,
        version=row.version,
        from_at=from_us(row.from_at),
        to_at=None if row.to_at is None else from_us(row.to_at),
        moved_by=row.moved_by,
        approval=row.approval,
        reason=row.reason,
        is_rollback=bool(row.is_rollback),
    )
