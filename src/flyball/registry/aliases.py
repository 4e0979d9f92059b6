"""Moving the names of versions, and answering what they meant at any moment."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, delete, func, select, update

from flyball.core import Ref, to_us
from flyball.core.errors import Conflict, NotFound, RefusedByPolicy
from flyball.governance import find_policy
from flyball.registry import tables as t
from flyball.registry.events import AliasMoved
from flyball.registry.model import AliasInterval
from flyball.registry.rows import to_interval
from flyball.store.catalog import Change, insert_replace


def refuse_protected(connection: Connection, project: str, name: str, alias: str) -> None:
    """`RefusedByPolicy` if a policy names the alias: then only an approved request may move it."""
    if find_policy(connection, project, "model", alias) is not None:
        raise RefusedByPolicy(
            f"the alias {alias} of model {name} is protected",
            why="an approval policy names it",
            hint=f"flyball model request-approval model:{name}@VERSION --to {alias}",
        )


def current(connection: Connection, project: str, name: str, alias: str) -> int | None:
    """The version the alias names now."""
    a = t.alias.c
    query = select(a.version).where(a.project == project, a.model == name, a.name == alias)
    found = connection.execute(query).scalar()
    return None if found is None else int(found)


def move_alias(
    change: Change,
    name: str,
    alias: str,
    *,
    version: int | None,
    expected: int | None,
    reason: str,
    approval: str | None = None,
    is_rollback: bool = False,
) -> AliasInterval:
    """Let the alias name `version` (None: nothing) if it still names what the caller saw.

    `expected` is the version seen, 0 for none, None to move whatever it is. The version it names already is no move.
    """
    change.lock(f"model:{change.project}:{name}")
    before = current(change.connection, change.project, name, alias)
    if expected is not None and expected != (before or 0):
        now = "no version" if before is None else f"version {before}"
        seen = "none" if expected == 0 else f"version {expected}"
        raise Conflict(f"{alias} of model {name} names {now}, not {seen}", hint="look again, then decide again")
    if before == version:
        return _open_interval(change, name, alias)
    _write(change, name, alias, version)
    change.execute(
        update(t.interval).where(*_of(change.project, name, alias), t.interval.c.to_at.is_(None)).values(
            to_at=change.now_us
        )
    )  # fmt: skip
    newest = select(func.coalesce(func.max(t.interval.c.n), 0)).where(*_of(change.project, name, alias))
    row = {
        "project": change.project, "model": name, "name": alias, "n": change.execute(newest).scalar_one() + 1,
        "version": version, "from_at": change.now_us, "moved_by": change.call.principal.id, "approval": approval,
        "reason": reason, "is_rollback": int(is_rollback),
    }  # fmt: skip
    change.execute(t.interval.insert(), [row])
    change.emit(
        AliasMoved(
            ref=str(Ref("model", name, alias)), before=before, after=version, reason=reason, approval=approval,
            is_rollback=is_rollback,
        )
    )  # fmt: skip
    return _open_interval(change, name, alias)


def alias_at(connection: Connection, project: str, name: str, alias: str, at: datetime) -> AliasInterval:
    """What the alias meant at a moment: the last move at or before it."""
    i = t.interval.c
    query = select(t.interval).where(*_of(project, name, alias), i.from_at <= to_us(at))
    row = connection.execute(query.order_by(i.n.desc()).limit(1)).one_or_none()
    if row is None or row.version is None:
        raise NotFound(f"{alias} of model {name} named no version at {at.isoformat()}")
    return to_interval(row)


def alias_history(connection: Connection, project: str, name: str, alias: str, limit: int) -> list[AliasInterval]:
    """Every move, the newest first."""
    query: Select[Any] = select(t.interval).where(*_of(project, name, alias)).order_by(t.interval.c.n.desc())
    return [to_interval(row) for row in connection.execute(query.limit(limit))]


def previous_version(connection: Connection, project: str, name: str, alias: str) -> int:
    """Where a rollback goes: the version the alias named before the one it names now."""
    now = current(connection, project, name, alias)
    i = t.interval.c
    query = select(i.version).where(*_of(project, name, alias), i.version.isnot(None), i.version != now)
    # After a rollback the version that was left must not come back by a second one.
    undone = select(i.from_at).where(*_of(project, name, alias), i.is_rollback == 1)
    if connection.execute(undone.limit(1)).first() is not None and now is not None:
        first = select(func.min(i.n)).where(*_of(project, name, alias), i.version == now).scalar_subquery()
        query = query.where(i.n < first)
    found = connection.execute(query.order_by(i.n.desc()).limit(1)).scalar()
    if found is None:
        raise NotFound(f"{alias} of model {name} named no other version before", hint="move it to a version instead")
    return int(found)


def _write(change: Change, name: str, alias: str, version: int | None) -> None:
    a = t.alias.c
    if version is None:
        change.execute(delete(t.alias).where(a.project == change.project, a.model == name, a.name == alias))
        return
    row = {
        "project": change.project, "model": name, "name": alias, "version": version, "moved_at": change.now_us
    }  # fmt: skip
    change.execute(insert_replace(change.connection, t.alias, ["project", "model", "name"]), [row])


def _open_interval(change: Change, name: str, alias: str) -> AliasInterval:
    query = select(t.interval).where(*_of(change.project, name, alias), t.interval.c.to_at.is_(None))
    row = change.execute(query).one_or_none()
    if row is None:
        raise NotFound(f"{alias} of model {name} names no version")
    return to_interval(row)


def _of(project: str, name: str, alias: str) -> tuple[Any, ...]:
    i = t.interval.c
    return i.project == project, i.model == name, i.name == alias
