"""Operations on the audit trail: search it, verify it, sign how far it has come, erase a detail, take it away."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, ClassVar

import msgspec
from msgspec import Meta
from sqlalchemy import Connection, delete, select

from flyball.core import Event, Raw, from_us, operation, to_us
from flyball.core.errors import NotFound
from flyball.core.operation import Dispatcher
from flyball.governance import tables as t
from flyball.governance.audit_export import FORMAT, ExportHead, export_lines
from flyball.governance.audit_log import AuditEntry, Filter, find_entries, read_chain
from flyball.governance.audit_verify import VerifyResult, verify_chain
from flyball.governance.checkpoint import Checkpoint, Statement, public_key, sign, signing_key
from flyball.store import Service, Stores
from flyball.store.catalog import insert_ignore
from flyball.store.catalog import tables as spine
from flyball.store.catalog.chain import GENESIS

Limit = Annotated[int, Meta(ge=1, le=1000)]
Text = Annotated[str, Meta(max_length=400)]


class DetailErased(Event, tag="event.detail-erased", frozen=True, kw_only=True):
    """The detail of an entry is gone for good; its `ref` names the entry by number."""

    reason: str


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """How far a chain has come."""

    chain: str
    seq: int
    hash: str


class Verified(msgspec.Struct, frozen=True, kw_only=True):
    """What a verification found, and when."""

    at: datetime
    result: VerifyResult


class ChainStatus(msgspec.Struct, frozen=True, kw_only=True):
    """Where a chain stands; costs nothing to ask."""

    head: Head
    newest_at: datetime | None
    signed_to: int | None
    """Entries covered by the newest checkpoint."""
    signed_at: datetime | None
    verified: Verified | None
    """None until somebody asked for a verification since the server started."""


class Audit(Service):
    """The record of everything that happened in the project: one chain of hashed entries, in order of commit."""

    noun: ClassVar[str] = "audit"

    def __init__(self, stores: Stores, dispatcher: Dispatcher) -> None:
        super().__init__(stores, dispatcher)
        self._verified: dict[str, Verified] = {}

    @operation("GET", "/audit", needs="audit.read")
    def list_events(  # noqa: PLR0913 - one parameter per filter
        self,
        *,
        ref: Text | None = None,
        actor: Text | None = None,
        kind: Text | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        text: Text | None = None,
        after: int | None = None,
        newest_first: bool = False,
        limit: Limit = 100,
    ) -> list[AuditEntry]:
        """Entries by what they are about (all versions of it), who acted, kind (`alias.moved`, `alias.*`) or words.

        `after` is the number of the last entry seen; the page after it follows, in the direction asked for.
        """
        wanted = Filter(
            ref=ref, actor=actor, kind=kind, since=since, until=until, text=text, after=after,
            newest_first=newest_first,
        )  # fmt: skip
        with self.read() as connection:
            return find_entries(connection, self.project, wanted, limit)

    @operation("GET", "/audit/head", needs="audit.read")
    def head(self) -> Head:
        """The number and hash of the newest entry; write it down to prove later that nothing before it changed."""
        with self.read() as connection:
            return self._head(connection)

    @operation("GET", "/audit/status", needs="audit.read")
    def status(self) -> ChainStatus:
        """How long the chain is, when it was last signed, and what this process last found when it verified it."""
        newest = select(spine.event.c.at).where(spine.event.c.chain == self.project)
        signed = select(t.checkpoint.c.size, t.checkpoint.c.at).where(t.checkpoint.c.chain == self.project)
        with self.read() as connection:
            head = self._head(connection)
            at = connection.execute(newest.order_by(spine.event.c.seq.desc()).limit(1)).scalar()
            last = connection.execute(signed.order_by(t.checkpoint.c.size.desc()).limit(1)).one_or_none()
        return ChainStatus(
            head=head,
            newest_at=None if at is None else from_us(at),
            signed_to=None if last is None else last.size,
            signed_at=None if last is None else from_us(last.at),
            verified=self._verified.get(self.project),
        )

    @operation("POST", "/audit/verifications", needs="audit.read", changes=False)
    def verify(self, *, kept: tuple[Checkpoint, ...] = ()) -> VerifyResult:
        """Recompute the whole chain and name the first entry that was edited, removed, inserted, moved or cut off.

        `kept` are checkpoints from outside this workspace; only those help against somebody who holds its key as well.
        """
        key = self._public_key()
        with self.read() as connection:
            own = self._checkpoints(connection)
            found = verify_chain(connection, self.project, checkpoints=(*own, *kept), public_key=key)
        self._verified[self.project] = Verified(at=self.stores.clock.now(), result=found)
        return found

    @operation("POST", "/audit/checkpoints", needs="audit.admin")
    def checkpoint(self) -> Checkpoint:
        """Sign how far the chain has come and store the statement; keep a copy elsewhere."""
        key = signing_key(self.stores.settings.home_path())
        with self.change() as change:
            change.lock(f"checkpoint:{self.project}")
            head = self._head(change.connection)
            made = sign(Statement(chain=head.chain, size=head.seq, head=head.hash, at=change.now), key)
            body = msgspec.json.encode(made)
            row = {
                "chain": head.chain, "size": head.seq, "object": self.stores.objects.put(body), "body": body,
                "at": to_us(change.now),
            }  # fmt: skip
            change.execute(insert_ignore(change.connection, t.checkpoint), [row])
        return made

    @operation("GET", "/audit/checkpoints", needs="audit.read")
    def list_checkpoints(self) -> list[Checkpoint]:
        """The signed statements about this chain, oldest first."""
        with self.read() as connection:
            return self._checkpoints(connection)

    @operation("POST", "/audit/{seq}/erasure", needs="audit.admin")
    def erase_detail(self, seq: int, *, reason: Text) -> AuditEntry:
        """Delete what an entry says in particular, for good; the chain still verifies and an event names the entry."""
        with self.change() as change:
            mine = (spine.event_detail.c.chain == self.project, spine.event_detail.c.seq == seq)
            if change.execute(delete(spine.event_detail).where(*mine)).rowcount == 0:
                raise NotFound(f"entry {seq} has no detail", why="it does not exist or was erased before")
            change.emit(DetailErased(ref=f"event:{seq}", reason=reason))
            return find_entries(change.connection, self.project, Filter(after=seq - 1), 1)[0]

    @operation("GET", "/audit/export", needs="audit.read")
    def export(self) -> Raw:
        """The whole chain as JSON lines, with its checkpoints; `flyball audit verify FILE` needs nothing else."""
        with self.read() as connection:
            entries = list(read_chain(connection, self.project, with_columns=False))
            last = entries[-1] if entries else None
            head = ExportHead(
                format=FORMAT,
                chain=self.project,
                size=last.seq if last else 0,
                head=(last.hash if last else GENESIS).hex(),
                exported_at=self.stores.clock.now(),
                checkpoints=tuple(self._checkpoints(connection)),
            )
        return Raw(b"".join(export_lines(head, entries)), "application/x-ndjson")

    def _head(self, connection: Connection) -> Head:
        query = select(spine.chain_head.c.seq, spine.chain_head.c.hash)
        row = connection.execute(query.where(spine.chain_head.c.chain == self.project)).one_or_none()
        seq, found = (0, GENESIS) if row is None else (row.seq, bytes(row.hash))
        return Head(chain=self.project, seq=seq, hash=found.hex())

    def _checkpoints(self, connection: Connection) -> list[Checkpoint]:
        query = select(t.checkpoint.c.body).where(t.checkpoint.c.chain == self.project).order_by(t.checkpoint.c.size)
        return [msgspec.json.decode(row.body, type=Checkpoint) for row in connection.execute(query)]

    def _public_key(self) -> str | None:
        home = self.stores.settings.home_path()
        if not (home / "keys" / "audit.pem").is_file():
            return None
        return public_key(signing_key(home))
