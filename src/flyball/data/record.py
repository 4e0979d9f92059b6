"""Write a version into the catalog: commit, version, branch head, event and lineage, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from blake3 import blake3
from sqlalchemy import Row, func, select

from flyball.core import Ids, Ref, digest
from flyball.core.errors import Conflict, NotFound
from flyball.data import tables as t
from flyball.data.events import DatasetCommitted
from flyball.data.lookup import find_head, get_version
from flyball.data.model import MAIN, DatasetVersion
from flyball.store.catalog import Change, insert_replace

_SALT_BYTES = 16


@dataclass(frozen=True, kw_only=True)
class NewVersion:
    """Everything a version's row says that is known before its number."""

    digest: str
    manifest: str
    rows: int
    size_bytes: int
    new_bytes: int
    added: int
    deleted: int
    changed: int
    quarantined: int
    suite_version: int
    suite_status: str


def lock_head(change: Change, dataset: Row[Any], branch: str, expected: int | None) -> int | None:
    """Take the dataset for this transaction and compare the branch head with what the caller built on (0: nothing)."""
    change.lock(f"dataset:{dataset.id}")
    head = find_head(change.connection, dataset.id, branch)
    if head is None and branch != MAIN:
        raise NotFound(f"dataset:{dataset.name} has no branch {branch!r}", hint=f"flyball data log {dataset.name}")
    if expected is not None and (head or 0) != expected:
        raise Conflict(
            f"the branch {branch} of dataset:{dataset.name} is at {head or 'no version'}",
            why=f"the commit was built on {expected or 'no version'}",
            hint="read the new head and commit again",
        )
    return head


def record_version(
    change: Change,
    dataset: Row[Any],
    new: NewVersion,
    *,
    ids: Ids,
    branch: str,
    parent: int | None,
    message: str,
    sources: tuple[str, ...] = (),
) -> DatasetVersion:
    """Give the next number, move the branch, say so; call `lock_head` first."""
    newest = select(func.max(t.version.c.n)).where(t.version.c.dataset_id == dataset.id)
    n = int(change.execute(newest).scalar() or 0) + 1
    salt = ids.secret(_SALT_BYTES)
    commitment = blake3(salt + new.digest.encode() + new.manifest.encode()).hexdigest()
    commit_id = _insert_commit(change, dataset, commitment, parent=parent, message=message)
    change.execute(
        t.version.insert(),
        {
            "dataset_id": dataset.id,
            "n": n,
            "parent": parent,
            "commit_id": commit_id,
            "salt": salt,
            "commitment": commitment,
            "digest": new.digest,
            "layout": new.manifest,
            "rows": new.rows,
            "size_bytes": new.size_bytes,
            "new_bytes": new.new_bytes,
            "added": new.added,
            "deleted": new.deleted,
            "changed": new.changed,
            "quarantined": new.quarantined,
            "suite_version": new.suite_version,
            "suite_status": new.suite_status,
        },
    )
    put_ref(change, dataset.id, branch, "branch", n)
    ref = Ref("dataset", dataset.name, str(n))
    for source in sources:
        change.link(source, ref, "landed")
    change.emit(
        DatasetCommitted(
            ref=str(ref),
            version=n,
            branch=branch,
            digest=new.digest,
            rows=new.rows,
            added=new.added,
            deleted=new.deleted,
            changed=new.changed,
            quarantined=new.quarantined,
            message=message,
        )
    )
    return get_version(change.connection, dataset, n)


def put_ref(change: Change, dataset_id: str, name: str, kind: str, n: int) -> None:
    """Point a branch or tag at a version."""
    row = {"dataset_id": dataset_id, "name": name, "kind": kind, "n": n, "at": change.now_us}
    change.execute(insert_replace(change.connection, t.ref, ("dataset_id", "name")), row)


def _insert_commit(change: Change, dataset: Row[Any], commitment: str, *, parent: int | None, message: str) -> str:
    parents = []
    if parent is not None:
        query = select(t.version.c.commit_id).where(t.version.c.dataset_id == dataset.id, t.version.c.n == parent)
        parents.append(str(change.execute(query).scalar_one()))
    body = {
        "parents": parents,
        "entries": [[dataset.name, commitment]],
        "message": message,
        "actor": change.call.principal.id,
        "at": change.now_us,
    }
    commit_id = digest(body)
    row = {
        "id": commit_id,
        "project": change.project,
        "message": message,
        "actor": change.call.principal.id,
        "at": change.now_us,
    }
    change.execute(t.commit.insert(), row)
    for place, parent_id in enumerate(parents):
        change.execute(t.commit_parent.insert(), {"commit_id": commit_id, "parent_id": parent_id, "n": place})
    return commit_id
