"""Find datasets and their versions by name and selector."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Select, func, select

from flyball.core import Ref, from_us
from flyball.core.errors import BadRef, NotFound
from flyball.data import tables as t
from flyball.data.expectations import Expectation, Suite
from flyball.data.model import MAIN, DatasetInfo, DatasetVersion

_COMMIT_DIGITS = 8
_COMMIT = re.compile(r"[0-9a-f]{8,64}")
_BEFORE = re.compile(r"(.+)~(\d{1,4})")


def find_dataset(connection: Connection, project: str, name: str) -> Row[Any] | None:
    """The dataset's row, or None."""
    table = t.dataset
    query = select(table).where(table.c.project == project, table.c.name == name)
    return connection.execute(query).one_or_none()


def get_dataset(connection: Connection, project: str, name: str) -> Row[Any]:
    """The dataset's row; `NotFound` lists the names there are."""
    row = find_dataset(connection, project, name)
    if row is None:
        query = select(t.dataset.c.name).where(t.dataset.c.project == project).order_by(t.dataset.c.name).limit(20)
        known = ", ".join(row.name for row in connection.execute(query)) or "none yet"
        raise NotFound(
            f"there is no dataset {name!r}",
            why=f"datasets: {known}",
            hint=f"flyball data commit {name} FILE creates it",
        )
    return row


def find_head(connection: Connection, dataset_id: str, branch: str) -> int | None:
    """The version a branch points to; None for a branch (or dataset) without commits."""
    table = t.ref
    query = select(table.c.n).where(table.c.dataset_id == dataset_id, table.c.name == branch, table.c.kind == "branch")
    found = connection.execute(query).scalar()
    return None if found is None else int(found)


def get_version(connection: Connection, dataset: Row[Any], selector: str | int) -> DatasetVersion:
    """The version that `12`, `main`, a tag, `main~1` or a commit prefix names; `NotFound` says what there is."""
    n = _number(connection, dataset, str(selector))
    query = versions_query(dataset.id).where(t.version.c.n == n)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise _unknown(connection, dataset, str(selector))
    return to_version(row, dataset.name)


def versions_query(dataset_id: str) -> Select[Any]:
    """Versions joined with their commits."""
    joined = t.version.join(t.commit, t.commit.c.id == t.version.c.commit_id)
    columns = [*t.version.c, t.commit.c.message, t.commit.c.actor, t.commit.c.at]
    return select(*columns).select_from(joined).where(t.version.c.dataset_id == dataset_id)


def to_version(row: Row[Any], name: str) -> DatasetVersion:
    """A row of `versions_query` as a value."""
    return DatasetVersion(
        ref=str(Ref("dataset", name, str(row.n))),
        dataset=name,
        n=row.n,
        digest=row.digest,
        manifest=row.layout,
        commit=row.commit_id,
        parent=row.parent,
        message=row.message,
        actor=row.actor,
        at=from_us(row.at),
        rows=row.rows,
        size_bytes=row.size_bytes,
        new_bytes=row.new_bytes,
        added=row.added,
        deleted=row.deleted,
        changed=row.changed,
        quarantined=row.quarantined,
        suite_version=row.suite_version,
        suite_status=row.suite_status,
    )


def to_info(connection: Connection, row: Row[Any]) -> DatasetInfo:
    """A dataset's row as a value, with where its main branch stands."""
    count = select(func.count()).select_from(t.version).where(t.version.c.dataset_id == row.id)
    return DatasetInfo(
        name=row.name,
        content=row.content,
        key=key_of(row),
        label=row.label,
        time_column=row.time_column,
        description=row.description,
        created_at=from_us(row.created_at),
        head=find_head(connection, row.id, MAIN),
        versions=connection.execute(count).scalar_one(),
        suite_version=get_suite(connection, row.id).version,
    )


def key_of(row: Row[Any]) -> tuple[str, ...]:
    """The declared key columns."""
    return msgspec.json.decode(row.key, type=tuple[str, ...])


def get_suite(connection: Connection, dataset_id: str, *, version: int | None = None) -> Suite:
    """The suite of that version, or the newest; the empty suite is version 0."""
    if version == 0:
        return Suite()
    query = select(t.suite.c.version, t.suite.c.body).where(t.suite.c.dataset_id == dataset_id)
    if version is not None:
        query = query.where(t.suite.c.version == version)
    row = connection.execute(query.order_by(t.suite.c.version.desc()).limit(1)).one_or_none()
    if row is None:
        if version is not None:
            raise NotFound(f"there is no version {version} of the expectations")
        return Suite()
    return Suite(version=row.version, checks=msgspec.json.decode(row.body, type=tuple[Expectation, ...]))


def _number(connection: Connection, dataset: Row[Any], selector: str) -> int:
    if match := _BEFORE.fullmatch(selector):
        return _ancestor(connection, dataset, _number(connection, dataset, match[1]), int(match[2]))
    # Eight digits and more begin a commit id that happens to have no letter: no dataset has ten million versions.
    if selector.isdecimal() and len(selector) < _COMMIT_DIGITS:
        return int(selector)
    query = select(t.ref.c.n).where(t.ref.c.dataset_id == dataset.id, t.ref.c.name == selector)
    found = connection.execute(query).scalar()
    if found is not None:
        return int(found)
    if _COMMIT.fullmatch(selector):
        return _by_commit(connection, dataset, selector)
    raise _unknown(connection, dataset, selector)


def _ancestor(connection: Connection, dataset: Row[Any], n: int, steps: int) -> int:
    for _ in range(steps):
        query = select(t.version.c.parent).where(t.version.c.dataset_id == dataset.id, t.version.c.n == n)
        parent = connection.execute(query).scalar()
        if parent is None:
            raise NotFound(f"dataset:{dataset.name}@{n} has no version before it")
        n = int(parent)
    return n


def _by_commit(connection: Connection, dataset: Row[Any], prefix: str) -> int:
    column = t.version.c.commit_id
    query = select(t.version.c.n).where(t.version.c.dataset_id == dataset.id, column.startswith(prefix)).limit(2)
    found: Sequence[Row[Any]] = connection.execute(query).all()
    if len(found) > 1:
        raise BadRef(f"{prefix} begins two commit ids", hint="give more digits")
    if not found:
        raise _unknown(connection, dataset, prefix)
    return int(found[0].n)


def _unknown(connection: Connection, dataset: Row[Any], selector: str) -> NotFound:
    names = connection.execute(select(t.ref.c.name).where(t.ref.c.dataset_id == dataset.id).limit(20)).scalars().all()
    newest = connection.execute(select(func.max(t.version.c.n)).where(t.version.c.dataset_id == dataset.id)).scalar()
    why = f"versions end at {newest}; branches and tags: {', '.join(names)}" if newest else "nothing was committed yet"
    return NotFound(
        f"dataset:{dataset.name} has no version {selector[:80]!r}", why=why, hint=f"flyball data log {dataset.name}"
    )
