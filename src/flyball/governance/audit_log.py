"""Reading the event table: entries by what they are about, and the rows of one chain in order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Row, Text, cast, func, or_, select

from flyball.core import from_us, to_us
from flyball.governance.chain_check import ChainEntry
from flyball.store.catalog import Header
from flyball.store.catalog import tables as spine

_BATCH = 5_000
_COLUMNS = Header.__struct_fields__


class AuditEntry(Struct, frozen=True, kw_only=True):
    """One entry of the record."""

    seq: int
    at: datetime
    actor: str
    kind: str
    op: str
    ref: str
    project: str
    request_id: str
    outcome: str
    hash: str
    detail: dict[str, Any] | None
    """What happened in particular; None once it was erased."""


class Filter(Struct, frozen=True, kw_only=True):
    """Which entries are wanted."""

    ref: str | None = None
    actor: str | None = None
    kind: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    text: str | None = None
    after: int | None = None
    newest_first: bool = False


def find_entries(connection: Connection, chain: str, wanted: Filter, limit: int) -> list[AuditEntry]:
    """Entries of a chain in order of their number, or the newest first; `after` continues in that direction."""
    e = spine.event.c
    query = _with_detail().where(e.chain == chain)
    if wanted.ref is not None:
        # The thing itself, and every version or alias of it.
        query = query.where((e.ref == wanted.ref) | e.ref.startswith(f"{wanted.ref}@", autoescape=True))
    if wanted.actor is not None:
        query = query.where(e.actor == wanted.actor)
    if wanted.kind is not None and wanted.kind.endswith(".*"):
        query = query.where(e.kind.startswith(wanted.kind[:-1], autoescape=True))
    elif wanted.kind is not None:
        query = query.where(e.kind == wanted.kind)
    if wanted.since is not None:
        query = query.where(e.at >= to_us(wanted.since))
    if wanted.until is not None:
        query = query.where(e.at < to_us(wanted.until))
    if wanted.text:
        query = query.where(_says(wanted.text, connection.dialect.name))
    if wanted.after is not None:
        query = query.where(e.seq < wanted.after if wanted.newest_first else e.seq > wanted.after)
    order = e.seq.desc() if wanted.newest_first else e.seq
    return [_to_entry(row) for row in connection.execute(query.order_by(order).limit(limit))]


def _says(text: str, dialect: str) -> ColumnElement[bool]:
    """Whether an entry holds the text, of either case: in what it is about, who, what kind, or its detail."""
    e = spine.event.c
    body = spine.event_detail.c.body
    detail = cast(body, Text) if dialect == "sqlite" else func.convert_from(body, "UTF8")
    places = (e.ref, e.actor, e.kind, detail)
    return or_(*(func.lower(place).contains(text.lower(), autoescape=True) for place in places))


def read_chain(connection: Connection, chain: str, *, with_columns: bool = True) -> Iterator[ChainEntry]:
    """All rows of a chain by number, a few thousand in memory at a time."""
    last = -(2**62)
    while True:
        query = _with_detail().where(spine.event.c.chain == chain, spine.event.c.seq > last)
        rows = connection.execute(query.order_by(spine.event.c.seq).limit(_BATCH)).all()
        for row in rows:
            yield _to_chain_entry(row, with_columns)
        if len(rows) < _BATCH:
            return
        last = rows[-1].seq


def _with_detail() -> Any:
    joined = spine.event.outerjoin(
        spine.event_detail,
        (spine.event_detail.c.chain == spine.event.c.chain) & (spine.event_detail.c.seq == spine.event.c.seq),
    )
    return select(spine.event, spine.event_detail.c.salt, spine.event_detail.c.body).select_from(joined)


def _to_entry(row: Row[Any]) -> AuditEntry:
    return AuditEntry(
        seq=row.seq,
        at=from_us(row.at),
        actor=row.actor,
        kind=row.kind,
        op=row.op,
        ref=row.ref,
        project=row.project,
        request_id=row.request_id,
        outcome=row.outcome,
        hash=bytes(row.hash).hex(),
        detail=None if row.body is None else msgspec.json.decode(row.body),
    )


def _to_chain_entry(row: Row[Any], with_columns: bool) -> ChainEntry:
    return ChainEntry(
        seq=row.seq,
        header=bytes(row.header),
        detail_commit=bytes(row.detail_commit),
        hash=bytes(row.hash),
        columns={name: getattr(row, name) for name in _COLUMNS} if with_columns else None,
        salt=None if row.salt is None else bytes(row.salt),
        body=None if row.body is None else bytes(row.body),
    )
