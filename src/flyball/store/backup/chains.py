"""The hash chains inside a backup, recomputed from its rows."""

from __future__ import annotations

from pathlib import Path

from flyball.core.errors import StoreCorrupt
from flyball.store.backup.format import Backup, read_rows
from flyball.store.catalog.chain import GENESIS, entry_hash


def check_chains(folder: Path, backup: Backup) -> int:
    """Raise `StoreCorrupt` at the first entry that does not follow from the one before; returns the number checked."""
    if not any(table.table == "event" for table in backup.tables):
        raise StoreCorrupt("the backup has no events")
    links: dict[str, dict[int, tuple[bytes, bytes, bytes]]] = {}
    frames = read_rows(folder / "tables" / "event")
    column = {name: place for place, name in enumerate(next(frames))}
    chain, seq = column["chain"], column["seq"]
    for rows in frames:
        for row in rows:
            link = (row[column["header"]], row[column["detail_commit"]], row[column["hash"]])
            links.setdefault(row[chain], {})[row[seq]] = link
    for name, head in backup.heads.items():
        _check_chain(name, links.get(name, {}), head_seq=head.seq, head_hash=bytes.fromhex(head.hash))
    return sum(len(entries) for entries in links.values())


def _check_chain(name: str, links: dict[int, tuple[bytes, bytes, bytes]], *, head_seq: int, head_hash: bytes) -> None:
    previous = GENESIS
    for seq in range(1, head_seq + 1):
        if seq not in links:
            raise StoreCorrupt(f"the chain of {name} has no entry {seq}")
        header, commitment, claimed = links[seq]
        previous = entry_hash(previous, seq, header, commitment)
        if previous != claimed:
            raise StoreCorrupt(f"the chain of {name} is broken at entry {seq}")
    if previous != head_hash or len(links) != head_seq:
        raise StoreCorrupt(f"the chain of {name} does not end at its head")
