"""Check a hash chain entry by entry, as a pure fold: the same code reads the catalog and an export.

Every entry must follow the one before it, its columns must repeat its header, and its detail, where still there, must
open its commitment. The first that does not is where the record stops being trustworthy.
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct

from flyball.store.catalog import Header
from flyball.store.catalog.chain import GENESIS, detail_commitment, entry_hash

ERASED_KIND = "event.detail-erased"


class ChainEntry(Struct, frozen=True, kw_only=True):
    """One stored entry: its bytes as hashed, the columns that repeat them, and its detail unless erased."""

    seq: int
    header: bytes
    detail_commit: bytes
    hash: bytes
    columns: dict[str, Any] | None
    """The searchable columns; None in an export, which has none."""
    salt: bytes | None
    body: bytes | None


class Fault(Struct, frozen=True, kw_only=True):
    """The first entry that cannot be trusted, and why."""

    seq: int
    reason: str


class ChainCheck:
    """Feed entries in order of their number; it stops at the first fault.

    >>> check = ChainCheck("default")
    >>> check.end(head_seq=1, head_hash=b"")
    Fault(seq=1, reason='the tail is cut: the chain had 1 entries, 0 are left')
    """

    def __init__(self, chain: str) -> None:
        self.chain = chain
        self.seq = 0
        self.hash = GENESIS
        self.fault: Fault | None = None
        self.marks: dict[int, bytes] = {}
        """Hashes to remember for comparison with heads and checkpoints: number to hash, filled as they pass."""
        self._without_detail: set[int] = set()
        self._erased: set[int] = set()

    @property
    def erased_count(self) -> int:
        """Entries whose detail was erased on the record."""
        return len(self._without_detail & self._erased)

    def watch(self, seq: int) -> None:
        """Remember the hash of this entry when it passes."""
        self.marks[seq] = GENESIS if seq == 0 else b""

    def add(self, entry: ChainEntry) -> bool:
        """Take the next entry; False once the chain is broken."""
        if self.fault is None:
            reason = self._reason(entry)
            if reason:
                # A missing number is the fault of the entry that is not there, not of the one found in its place.
                self.fault = Fault(seq=min(entry.seq, self.seq + 1), reason=reason)
            else:
                self._accept(entry)
        return self.fault is None

    def end(self, *, head_seq: int, head_hash: bytes) -> Fault | None:
        """The verdict, once all entries passed: compare with the head that was read before them."""
        if self.fault is None and self.seq < head_seq:
            left = f"the chain had {head_seq} entries, {self.seq} are left"
            self.fault = Fault(seq=self.seq + 1, reason=f"the tail is cut: {left}")
        if self.fault is None and self.marks.get(head_seq, head_hash) != head_hash:
            self.fault = Fault(seq=head_seq, reason="the chain's head names another hash for this entry")
        unexplained = self._without_detail - self._erased
        if unexplained and (self.fault is None or min(unexplained) < self.fault.seq):
            self.fault = Fault(seq=min(unexplained), reason="its detail is gone, and no event says that it was erased")
        return self.fault

    def _reason(self, entry: ChainEntry) -> str:
        if entry.seq != self.seq + 1:
            where = "an entry from outside the chain" if entry.seq <= self.seq else "the entry is missing"
            return f"{where}: number {entry.seq} follows number {self.seq}"
        if entry_hash(self.hash, entry.seq, entry.header, entry.detail_commit) != entry.hash:
            return "its content does not give its hash: it was edited, inserted or moved"
        if entry.body is not None and detail_commitment(entry.salt or b"", entry.body) != entry.detail_commit:
            return "its detail was edited: it does not open the commitment"
        return self._header_reason(entry)

    def _header_reason(self, entry: ChainEntry) -> str:
        try:
            header = msgspec.json.decode(entry.header, type=Header)
        except msgspec.DecodeError:
            return "its header cannot be read"
        if header.seq != entry.seq or header.chain != self.chain:
            return f"its header says entry {header.seq} of chain {header.chain}"
        if entry.columns is not None:
            for name, value in entry.columns.items():
                if getattr(header, name) != value:
                    return f"its column {name} says {value!r}, its header {getattr(header, name)!r}"
        if header.kind == ERASED_KIND:
            target = header.ref.partition(":")[2]
            self._erased.add(int(target) if target.isdigit() else 0)
        return ""

    def _accept(self, entry: ChainEntry) -> None:
        self.seq, self.hash = entry.seq, entry.hash
        if entry.seq in self.marks:
            self.marks[entry.seq] = entry.hash
        if entry.body is None:
            self._without_detail.add(entry.seq)
