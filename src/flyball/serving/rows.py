"""Deployments and policies in the catalog: reading and writing their rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Row, select

from flyball.core import from_us
from flyball.core.errors import NotFound
from flyball.serving import tables as t
from flyball.serving.assign import Ownership
from flyball.serving.model import DeploymentInfo, Policy, Variant
from flyball.serving.ports import DeployableVersion
from flyball.store.catalog import Change, insert_ignore


class StoredPolicy(Struct, frozen=True, kw_only=True):
    """A policy with the owners of its buckets."""

    policy: Policy
    ownership: Ownership


def find_row(connection: Connection, project: str, name: str) -> Row[Any] | None:
    """The row of a deployment, or None."""
    c = t.deployment.c
    return connection.execute(select(t.deployment).where(c.project == project, c.name == name)).one_or_none()


def get_row(connection: Connection, project: str, name: str) -> Row[Any]:
    """The row of a deployment; `NotFound`."""
    row = find_row(connection, project, name)
    if row is None:
        raise NotFound(f"there is no deployment named {name!r}", hint="flyball deployment list")
    return row


def to_deployment(connection: Connection, row: Row[Any]) -> DeploymentInfo:
    """A deployment with the policy in force."""
    return DeploymentInfo(
        name=row.name,
        state=row.state,
        policy=get_policy(connection, row.project, row.name, row.policy_gen).policy,
        created_by=row.created_by,
        created_at=from_us(row.created_at),
    )


def get_policy(connection: Connection, project: str, name: str, gen: int) -> StoredPolicy:
    """One generation; `NotFound`."""
    c = t.policy.c
    query = select(t.policy).where(c.project == project, c.deployment == name, c.gen == gen)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFound(f"deployment {name!r} has no policy {gen}")
    return to_policy(row)


def list_policies(
    connection: Connection, project: str, name: str, *, limit: int, before: int | None = None
) -> list[StoredPolicy]:
    """Generations, the newest first."""
    c = t.policy.c
    query = select(t.policy).where(c.project == project, c.deployment == name).order_by(c.gen.desc()).limit(limit)
    if before is not None:
        query = query.where(c.gen < before)
    return [to_policy(row) for row in connection.execute(query)]


def to_policy(row: Row[Any]) -> StoredPolicy:
    """A row of the policy table."""
    policy = Policy(
        gen=row.gen,
        kind=row.kind,
        arms=msgspec.json.decode(row.arms, type=tuple[Variant, ...]),
        shadow=msgspec.json.decode(row.shadow, type=tuple[Variant, ...]),
        unit_key=row.unit_key,
        restores=row.restores,
        reason=row.reason,
        created_by=row.created_by,
        created_at=from_us(row.created_at),
    )
    return StoredPolicy(policy=policy, ownership=msgspec.json.decode(row.ownership, type=Ownership))


def add_policy(change: Change, name: str, stored: StoredPolicy) -> None:
    """Append a generation and put it into force."""
    policy = stored.policy
    row = {
        "project": change.project,
        "deployment": name,
        "gen": policy.gen,
        "kind": policy.kind,
        "arms": msgspec.json.encode(policy.arms),
        "ownership": msgspec.json.encode(stored.ownership),
        "shadow": msgspec.json.encode(policy.shadow),
        "unit_key": policy.unit_key,
        "restores": policy.restores,
        "reason": policy.reason,
        "created_by": policy.created_by,
        "created_at": change.now_us,
    }
    change.execute(t.policy.insert(), [row])
    c = t.deployment.c
    moved = t.deployment.update().where(c.project == change.project, c.name == name).values(policy_gen=policy.gen)
    change.execute(moved)


def add_variants(change: Change, name: str, versions: Sequence[DeployableVersion]) -> None:
    """Keep what serving needs of these versions."""
    rows = [
        {
            "project": change.project,
            "deployment": name,
            "digest": version.digest,
            "model": version.ref,
            "runner": version.runner,
            "entry": version.entry,
            "files": msgspec.json.encode(version.files),
            "signature": msgspec.json.encode(version.signature),
            "approval": version.approval,
            "created_at": change.now_us,
        }
        for version in versions
    ]
    change.execute(insert_ignore(change.connection, t.variant), rows)
