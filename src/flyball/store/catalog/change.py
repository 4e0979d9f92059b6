"""One transaction: its statements, the events it appends, and the lineage edges it draws."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Executable, select, text, update

from flyball.core import Call, Clock, Event, Ids, Ref, to_us
from flyball.store.catalog import tables as t
from flyball.store.catalog.chain import (
    GENESIS,
    SALT_BYTES,
    detail_commitment,
    entry_hash,
)
from flyball.store.catalog.upsert import insert_ignore

if TYPE_CHECKING:
    from sqlalchemy import CursorResult


class Header(Struct, frozen=True, kw_only=True):
    """The part of an event that is never erased; no personal or free text goes here."""

    chain: str
    seq: int
    at: int
    actor: str
    kind: str
    op: str
    ref: str
    project: str
    request_id: str
    outcome: str


class Change:
    """A running write transaction. It commits as a whole with its events, or nothing of it happened."""

    def __init__(self, connection: Connection, *, call: Call, op: str, clock: Clock, ids: Ids) -> None:
        self.connection = connection
        self.call = call
        self.op = op
        self.now = clock.now()
        self.now_us = to_us(self.now)
        self._ids = ids
        self._events: list[tuple[Event, str]] = []
        self._edges: list[tuple[str, str, str]] = []
        self._after: list[Callable[[], None]] = []

    @property
    def project(self) -> str:
        """The project the call is made in."""
        return self.call.project

    def execute(self, statement: Executable, values: Any = None) -> CursorResult[Any]:
        """Run one statement in this transaction."""
        return self.connection.execute(statement, values)

    def lock(self, name: str) -> None:
        """Let no other transaction that locks the same name run until this one ends.

        On SQLite a change already is the only writer; on PostgreSQL this is an advisory lock.
        """
        if self.connection.dialect.name == "postgresql":
            self.connection.execute(
                text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"),
                {"name": name},
            )

    def emit(self, event: Event, *, outcome: str = "ok") -> None:
        """Append an event to the project's chain when the transaction commits."""
        self._events.append((event, outcome))

    def link(self, src: Ref | str, dst: Ref | str, kind: str) -> None:
        """Draw a lineage edge: `dst` was made from, or by means of, `src`."""
        self._edges.append((str(src), str(dst), kind))

    def after_commit(self, callback: Callable[[], None]) -> None:
        """Run `callback` once the transaction is durable; it may not fail."""
        self._after.append(callback)

    def mark(self) -> tuple[int, int, int]:
        """How far the pending lists have grown; see `back_to`."""
        return len(self._events), len(self._edges), len(self._after)

    def back_to(self, mark: tuple[int, int, int]) -> None:
        """Forget what was added since `mark`, when a nested part is rolled back."""
        del self._events[mark[0] :], self._edges[mark[1] :], self._after[mark[2] :]

    def flush(self) -> None:
        """Write pending edges and events; called once, right before the commit."""
        if self._edges:
            self._write_edges(self._edges)
        if self._events:
            self._write_events(self._events)

    def committed(self) -> None:
        """Run what waits for the commit."""
        for callback in self._after:
            callback()

    def _write_events(self, events: Sequence[tuple[Event, str]]) -> None:
        chain = self.project
        seq, previous = self._lock_head(chain)
        headers, details = [], []
        for event, outcome in events:
            seq += 1
            header = Header(
                chain=chain,
                seq=seq,
                at=self.now_us,
                actor=self.call.principal.id,
                kind=event.kind,
                op=self.op,
                ref=event.ref,
                project=self.project,
                request_id=self.call.request_id,
                outcome=outcome,
            )
            header_bytes = msgspec.json.encode(header)
            body = msgspec.json.encode(event.detail())
            salt = self._ids.secret(SALT_BYTES)
            commitment = detail_commitment(salt, body)
            previous = entry_hash(previous, seq, header_bytes, commitment)
            row = {
                **msgspec.to_builtins(header),
                "header": header_bytes,
                "detail_commit": commitment,
                "hash": previous,
            }
            headers.append(row)
            details.append({"chain": chain, "seq": seq, "salt": salt, "body": body})
        self.execute(t.event.insert(), headers)
        self.execute(t.event_detail.insert(), details)
        self.execute(update(t.chain_head).where(t.chain_head.c.chain == chain).values(seq=seq, hash=previous))

    def _lock_head(self, chain: str) -> tuple[int, bytes]:
        head = select(t.chain_head.c.seq, t.chain_head.c.hash).where(t.chain_head.c.chain == chain).with_for_update()
        row = self.execute(head).one_or_none()
        if row is None:
            self.execute(
                insert_ignore(self.connection, t.chain_head),
                [{"chain": chain, "seq": 0, "hash": GENESIS}],
            )
            row = self.execute(head).one()
        return int(row.seq), bytes(row.hash)

    def _write_edges(self, edges: Sequence[tuple[str, str, str]]) -> None:
        refs = sorted({ref for src, dst, _ in edges for ref in (src, dst)})
        nodes = [{"project": self.project, "ref": ref, "kind": ref.partition(":")[0]} for ref in refs]
        self.execute(insert_ignore(self.connection, t.node), nodes)
        found = select(t.node.c.ref, t.node.c.id).where(t.node.c.project == self.project, t.node.c.ref.in_(refs))
        ids = {row.ref: row.id for row in self.execute(found)}
        rows = [{"src": ids[src], "dst": ids[dst], "kind": kind, "at": self.now_us} for src, dst, kind in edges]
        self.execute(insert_ignore(self.connection, t.edge), rows)
