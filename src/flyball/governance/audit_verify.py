"""Verify one chain of the catalog from its first entry to its head and against every checkpoint that was kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct, structs
from sqlalchemy import Connection, select

from flyball.governance.audit_log import read_chain
from flyball.governance.chain_check import ChainCheck, ChainEntry, Fault
from flyball.governance.checkpoint import Checkpoint, is_valid
from flyball.store.catalog import tables as spine
from flyball.store.catalog.chain import GENESIS


class VerifyResult(Struct, frozen=True, kw_only=True):
    """What verification found; `first_bad` is None when everything holds."""

    chain: str
    entries: int
    """Entries that verified, from the first on."""
    first_bad: int | None
    reason: str
    head: str
    """Hash of the last entry that verified."""
    erased_details: int
    anchored_to: int
    """Size of the newest checkpoint the chain agrees with; entries after it rest on the database alone."""
    unanchored: int

    @property
    def ok(self) -> bool:
        """Whether nothing was edited, removed, inserted, moved or cut off."""
        return self.first_bad is None


def verify_chain(
    connection: Connection, chain: str, *, checkpoints: Sequence[Checkpoint], public_key: str | None
) -> VerifyResult:
    """Recompute every hash; `public_key` is the key whose checkpoints count, None to take any valid signature."""
    head_seq, head_hash = _head(connection, chain)
    result = fold(
        chain,
        read_chain(connection, chain),
        head=(head_seq, head_hash),
        checkpoints=checkpoints,
        public_key=public_key,
    )
    if result.first_bad is None and result.entries > head_seq:
        # Entries may have been appended since the head was read, but the head moves with them.
        now_seq, _ = _head(connection, chain)
        if result.entries > now_seq:
            reason = f"an entry after the chain's head, which stands at {now_seq}"
            return structs.replace(result, entries=now_seq, first_bad=now_seq + 1, reason=reason)
    return result


def fold(
    chain: str,
    entries: Iterable[ChainEntry],
    *,
    head: tuple[int, bytes],
    checkpoints: Sequence[Checkpoint],
    public_key: str | None,
) -> VerifyResult:
    """The verdict over entries from any source."""
    check = ChainCheck(chain)
    check.watch(head[0])
    trusted = sorted((c for c in checkpoints if c.statement.chain == chain), key=lambda c: c.statement.size)
    for checkpoint in trusted:
        check.watch(checkpoint.statement.size)
    for entry in entries:
        if not check.add(entry):
            break
    fault = check.end(head_seq=head[0], head_hash=head[1])
    anchored = 0
    for checkpoint in trusted:
        found = _checkpoint_fault(checkpoint, check, anchored, public_key)
        if found is None:
            anchored = max(anchored, checkpoint.statement.size)
        elif fault is None or found.seq < fault.seq:
            fault = found
            break
    return _result(check, fault, anchored)


def _checkpoint_fault(checkpoint: Checkpoint, check: ChainCheck, anchored: int, public_key: str | None) -> Fault | None:
    size = checkpoint.statement.size
    if (public_key is not None and checkpoint.public_key != public_key) or not is_valid(checkpoint):
        return Fault(seq=anchored + 1, reason=f"the checkpoint at {size} is not signed by this workspace's key")
    if check.seq < size:
        return Fault(
            seq=check.seq + 1, reason=f"the tail is cut: a checkpoint saw {size} entries, {check.seq} are left"
        )
    if check.marks[size].hex() != checkpoint.statement.head:
        return Fault(
            seq=anchored + 1, reason=f"entries up to {size} were rewritten: a checkpoint saw another hash there"
        )
    return None


def _head(connection: Connection, chain: str) -> tuple[int, bytes]:
    head = select(spine.chain_head.c.seq, spine.chain_head.c.hash).where(spine.chain_head.c.chain == chain)
    row = connection.execute(head).one_or_none()
    return (0, GENESIS) if row is None else (int(row.seq), bytes(row.hash))


def _result(check: ChainCheck, fault: Fault | None, anchored: int) -> VerifyResult:
    good = check.seq if fault is None else min(check.seq, fault.seq - 1)
    return VerifyResult(
        chain=check.chain,
        entries=good,
        first_bad=None if fault is None else fault.seq,
        reason="" if fault is None else fault.reason,
        head=check.hash.hex(),
        erased_details=check.erased_count,
        anchored_to=min(anchored, good),
        unanchored=max(0, good - anchored),
    )
