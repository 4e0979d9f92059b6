"""Somebody who can write to the database changes history; verification must name the first entry that differs."""

from __future__ import annotations

import hashlib
import random
import struct
from collections.abc import Callable

import msgspec
import pytest
from sqlalchemy import text

from flyball.core.errors import BadInput
from flyball.governance import verify_export
from flyball.workspace import Workspace
from tests.unit.governance.helpers import note

COUNT = 60


def run(ws: Workspace, statement: str, **values: object) -> None:
    with ws.stores.catalog.writer.connect() as connection, connection.begin():
        connection.execute(text(statement), values)


def edit_header(ws: Workspace, seq: int) -> None:
    row = row_of(ws, seq)
    forged = row.header.replace(b'"ref":"dataset:flights@1"', b'"ref":"dataset:flights@2"')
    run(ws, "UPDATE event SET header = :h, ref = 'dataset:flights@2' WHERE seq = :s", h=forged, s=seq)


def edit_column(ws: Workspace, seq: int) -> None:
    run(ws, "UPDATE event SET actor = 'user:somebody' WHERE seq = :s", s=seq)


def edit_detail(ws: Workspace, seq: int) -> None:
    run(ws, "UPDATE event_detail SET body = :b WHERE seq = :s", b=b'{"text":"nothing"}', s=seq)


def edit_hash(ws: Workspace, seq: int) -> None:
    run(ws, "UPDATE event SET hash = :h WHERE seq = :s", h=bytes(32), s=seq)


def edit_commitment(ws: Workspace, seq: int) -> None:
    salt, body = bytes(32), b'{"text":"nothing"}'
    run(ws, "UPDATE event_detail SET salt = :a, body = :b WHERE seq = :s", a=salt, b=body, s=seq)
    commitment = hashlib.sha256(salt + body).digest()
    run(ws, "UPDATE event SET detail_commit = :c WHERE seq = :s", c=commitment, s=seq)


def delete_entry(ws: Workspace, seq: int) -> None:
    run(ws, "DELETE FROM event WHERE seq = :s", s=seq)
    run(ws, "DELETE FROM event_detail WHERE seq = :s", s=seq)


def delete_detail(ws: Workspace, seq: int) -> None:
    run(ws, "DELETE FROM event_detail WHERE seq = :s", s=seq)


def insert_entry(ws: Workspace, seq: int) -> None:
    """Shift everything after it by one and put another row in between."""
    for number in range(COUNT, seq - 1, -1):
        run(ws, "UPDATE event SET seq = seq + 1 WHERE seq = :s", s=number)
        run(ws, "UPDATE event_detail SET seq = seq + 1 WHERE seq = :s", s=number)
    run(
        ws,
        "INSERT INTO event SELECT chain, :s, at, actor, kind, op, ref, project, request_id, outcome, header, "
        "detail_commit, hash FROM event WHERE seq = 1",
        s=seq,
    )


def swap_with_next(ws: Workspace, seq: int) -> None:
    for table in ("event", "event_detail"):
        run(ws, f"UPDATE {table} SET seq = -1 WHERE seq = :s", s=seq)
        run(ws, f"UPDATE {table} SET seq = :s WHERE seq = :n", s=seq, n=seq + 1)
        run(ws, f"UPDATE {table} SET seq = :n WHERE seq = -1", n=seq + 1)


def cut_tail(ws: Workspace, seq: int) -> None:
    run(ws, "DELETE FROM event WHERE seq >= :s", s=seq)
    run(ws, "DELETE FROM event_detail WHERE seq >= :s", s=seq)


FORGERIES = [
    edit_header, edit_column, edit_detail, edit_hash, edit_commitment, delete_entry, delete_detail, insert_entry,
    swap_with_next, cut_tail,
]  # fmt: skip


@pytest.mark.parametrize("forge", FORGERIES, ids=lambda forge: forge.__name__)
def test_the_first_bad_entry_is_named_exactly(
    local_ws: Workspace, forge: Callable[[Workspace, int], None], request: pytest.FixtureRequest
) -> None:
    note(local_ws, COUNT)
    seq = random.Random(forge.__name__).randint(2, COUNT - 2)
    assert local_ws.audit.verify().ok

    forge(local_ws, seq)
    found = local_ws.audit.verify()

    assert (found.first_bad, found.entries) == (seq, seq - 1), found.reason


def test_a_tail_cut_with_its_head_is_seen_by_a_checkpoint(local_ws: Workspace) -> None:
    note(local_ws, 20)
    kept = local_ws.audit.checkpoint()
    cut_tail(local_ws, 11)
    run(local_ws, "UPDATE chain_head SET seq = 10, hash = (SELECT hash FROM event WHERE seq = 10)")

    found = local_ws.audit.verify()
    assert (found.first_bad, found.reason[:15]) == (11, "the tail is cut")

    run(local_ws, "DELETE FROM checkpoint")
    assert local_ws.audit.verify().ok, "without any checkpoint a whole shorter chain looks whole"
    assert local_ws.audit.verify(kept=(kept,)).first_bad == 11


def test_a_rewritten_chain_is_seen_by_a_checkpoint(local_ws: Workspace) -> None:
    note(local_ws, 20)
    local_ws.audit.checkpoint()
    edit_commitment(local_ws, 7)
    rehash_from(local_ws, 7)

    found = local_ws.audit.verify()

    assert found.first_bad == 1
    assert "rewritten" in found.reason


def test_a_checkpoint_of_another_key_counts_for_nothing(local_ws: Workspace) -> None:
    note(local_ws, 5)
    own = local_ws.audit.checkpoint()
    forged = msgspec.structs.replace(own, statement=msgspec.structs.replace(own.statement, size=4))

    assert "not signed" in local_ws.audit.verify(kept=(forged,)).reason


def test_an_entry_beyond_the_head_is_found(local_ws: Workspace) -> None:
    note(local_ws, 5)
    rehash_from(local_ws, 6, extra=True)

    assert local_ws.audit.verify().first_bad == 6


def test_an_export_verifies_by_itself_and_shows_every_change(local_ws: Workspace) -> None:
    note(local_ws, 10)
    local_ws.audit.checkpoint()
    lines = local_ws.audit.export().content.splitlines(keepends=True)

    assert verify_export(lines).ok
    assert verify_export(lines).anchored_to == 10
    assert verify_export([*lines[:4], *lines[5:]]).first_bad == 4
    assert verify_export(lines[:-1]).first_bad == 10
    assert verify_export([*lines[:3], lines[3].replace(b"flights@1", b"flights@2"), *lines[4:]]).first_bad == 3
    with pytest.raises(BadInput, match="not an export"):
        verify_export([b"hello\n"])


def row_of(ws: Workspace, seq: int) -> object:
    with ws.stores.catalog.read() as connection:
        return connection.execute(text("SELECT * FROM event WHERE seq = :s"), {"s": seq}).one()


def rehash_from(ws: Workspace, seq: int, *, extra: bool = False) -> None:
    """What a forger who knows the scheme does: make the rest of the chain consistent again, its head too."""
    if extra:
        run(
            ws,
            "INSERT INTO event SELECT chain, :s, at, actor, kind, op, ref, project, request_id, outcome, "
            "replace(header, :old, :new), detail_commit, hash FROM event WHERE seq = :p",
            s=seq, p=seq - 1, old=f'"seq":{seq - 1}'.encode(), new=f'"seq":{seq}'.encode(),
        )  # fmt: skip
        run(ws, "UPDATE event SET header = CAST(header AS BLOB) WHERE seq = :s", s=seq)
        run(ws, "INSERT INTO event_detail SELECT chain, :s, salt, body FROM event_detail WHERE seq = :p",
            s=seq, p=seq - 1)  # fmt: skip
    with ws.stores.catalog.read() as connection:
        rows = connection.execute(text("SELECT * FROM event WHERE seq >= :s ORDER BY seq"), {"s": seq - 1}).all()
    previous = rows[0].hash
    for row in rows[1:]:
        inner = hashlib.sha256(row.header).digest() + row.detail_commit
        previous = hashlib.sha256(previous + struct.pack(">Q", row.seq) + inner).digest()
        run(ws, "UPDATE event SET hash = :h WHERE seq = :s", h=previous, s=row.seq)
    if not extra:
        run(ws, "UPDATE chain_head SET hash = :h", h=previous)
