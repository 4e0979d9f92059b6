"""From the catalog to the snapshot that workers serve: built in the transaction that changes it, written after."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, select

from flyball.core import SystemClock, digest, to_us
from flyball.core.errors import FlyballError
from flyball.serving import tables as t
from flyball.serving.places import KEPT_SNAPSHOTS, Places, write_whole
from flyball.serving.rights import predict_keys
from flyball.serving.rows import StoredPolicy, get_policy
from flyball.serving.signature import Signature
from flyball.serving.snapshot import ServedArm, ServedDeployment, ServedVariant, Snapshot
from flyball.store import Stores
from flyball.store.catalog import Change


def publish(stores: Stores, change: Change) -> int:
    """Make a snapshot of what the transaction has come to, if it differs from the last; returns its generation.

    The files appear once the transaction has committed. If that fails, `catch_up` writes them later.
    """
    change.lock("serving-snapshot")
    newest = _newest(change.connection)
    content = _content(stores, change.connection)
    fingerprint = digest(msgspec.structs.replace(content, generation=0, written_at_us=0))
    if newest is not None and newest.content == fingerprint:
        return int(newest.generation)
    generation = int(newest.generation) + 1 if newest is not None else 1
    body = msgspec.json.encode(msgspec.structs.replace(content, generation=generation, written_at_us=change.now_us))
    row = {
        "generation": generation,
        "object": stores.objects.put(body),
        "content": fingerprint,
        "created_at": change.now_us,
    }
    change.execute(t.snapshot.insert(), [row])
    change.after_commit(lambda: _write(Places(stores.settings.home_path()), generation, body))
    return generation


def catch_up(stores: Stores) -> int:
    """Bring the newest snapshot to disk and take in changed tokens and grants; returns the generation.

    Called about once a second by whoever supervises the workers: a revoked token is refused within that time.
    """
    with stores.catalog.read() as connection:
        newest = _newest(connection)
        content = _content(stores, connection)
    fingerprint = digest(msgspec.structs.replace(content, generation=0, written_at_us=0))
    if newest is None or newest.content != fingerprint:
        with stores.catalog.change("serving.publish") as change:
            return publish(stores, change)
    places = Places(stores.settings.home_path())
    if places.wanted() < newest.generation:
        _write(places, newest.generation, stores.objects.get(newest.object))
    return int(newest.generation)


def _newest(connection: Connection) -> Row[Any] | None:
    return connection.execute(select(t.snapshot).order_by(t.snapshot.c.generation.desc()).limit(1)).one_or_none()


def _write(places: Places, generation: int, body: bytes) -> None:
    with suppress(FlyballError):
        places.create()
        write_whole(places.snapshot(generation), body, durable=True)
        if places.wanted() < generation:
            write_whole(places.current, str(generation).encode(), durable=True)
        for old in places.generations()[:-KEPT_SNAPSHOTS]:
            places.snapshot(old).unlink(missing_ok=True)
            places.refused(old).unlink(missing_ok=True)


def _content(stores: Stores, connection: Connection) -> Snapshot:
    # Workers check expiry by the machine's clock, so rights are compiled by it too, whatever clock the workspace has.
    now_us = to_us(SystemClock().now())
    c = t.deployment.c
    rows = connection.execute(select(t.deployment).where(c.state == "serving").order_by(c.project, c.name)).all()
    return Snapshot(
        generation=0,
        written_at_us=0,
        default_project=stores.settings.project,
        allowed_hosts=stores.settings.allowed_hosts,
        keys=predict_keys(connection, now_us),
        deployments=tuple(_served(connection, row) for row in rows),
    )


def _served(connection: Connection, row: Row[Any]) -> ServedDeployment:
    stored = get_policy(connection, row.project, row.name, row.policy_gen)
    policy = stored.policy
    names = [arm.name for arm in policy.arms]
    return ServedDeployment(
        project=row.project,
        name=row.name,
        policy_gen=policy.gen,
        kind=policy.kind,
        arms=tuple(ServedArm(variant=arm.name, weight_ppm=arm.weight_ppm) for arm in policy.arms),
        ownership=tuple((end, names.index(owner)) for end, owner in stored.ownership),
        salt=row.salt,
        unit_key=policy.unit_key,
        shadow=tuple(variant.name for variant in policy.shadow),
        variants=_variants(connection, row, stored),
    )


def _variants(connection: Connection, row: Row[Any], stored: StoredPolicy) -> tuple[ServedVariant, ...]:
    c = t.variant.c
    query = select(t.variant).where(c.project == row.project, c.deployment == row.name)
    kept = {(found.model, found.digest): found for found in connection.execute(query)}
    served = []
    for variant in (*stored.policy.arms, *stored.policy.shadow):
        found = kept[variant.model, variant.digest]
        served.append(
            ServedVariant(
                name=variant.name,
                model=variant.model,
                digest=variant.digest,
                runner=found.runner,
                entry=found.entry,
                files=msgspec.json.decode(found.files, type=dict[str, str]),
                signature=msgspec.json.decode(found.signature, type=Signature),
            )
        )
    return tuple(served)
