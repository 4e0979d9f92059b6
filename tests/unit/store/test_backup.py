"""Backup and restore: made under load, checked byte by byte, put into another place and another database."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest
from sqlalchemy import func, select

from flyball.core import RandomIds, SystemClock
from flyball.core.errors import Conflict, NotFound, StoreCorrupt
from flyball.store import Stores, open_stores
from flyball.store.backup import create_backup, list_backups, read_backup, restore_backup, verify_backup
from flyball.store.backup.create import snapshot, tables_of
from flyball.store.catalog import tables as t
from flyball.workspace import Workspace
from tests import workspaces


def opened(folder: Path, catalog: str = "") -> Stores:
    clock = SystemClock()
    return open_stores(workspaces.settings_in(folder, catalog=catalog), clock=clock, ids=RandomIds(clock))


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Stores]:
    """A workspace with rows, events, lineage, objects, sealed and open stream rows."""
    stores = opened(tmp_path / "full")
    fill(stores)
    yield stores
    stores.close()


def fill(stores: Stores) -> None:
    ws = Workspace(project="default", stores=stores)
    for number in range(30):
        ws.access.create_principal(f"user:p{number}", name=f"P {number}")
    digest = stores.objects.put(b"weights" * 1000)
    ws.blobs.put(digest=digest, body=b"weights" * 1000)
    with stores.catalog.change("test") as change:
        change.link("dataset:flights@1", "model:late@1", "trained-on")
    stores.streams.append("points", points(0, 500), key="first")
    stores.streams.seal("points")
    stores.streams.append("points", points(500, 700), key="second")


def points(start: int, end: int) -> pa.Table:
    moments = [datetime(2013, 1, 1, 0, 0, n % 60, n, tzinfo=UTC) for n in range(start, end)]
    return pa.table({"ts": pa.array(moments, pa.timestamp("us", tz="UTC")), "n": list(range(start, end))})


def counts(stores: Stores) -> dict[str, int]:
    with snapshot(stores.catalog) as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in tables_of(connection)
        }


def heads(stores: Stores) -> dict[str, tuple[int, bytes]]:
    with stores.catalog.read() as connection:
        return {row.chain: (row.seq, bytes(row.hash)) for row in connection.execute(select(t.chain_head))}


@pytest.mark.parametrize("source", ["sqlite", "postgres"])
@pytest.mark.parametrize("destination", ["sqlite", "postgres"])
def test_a_restored_workspace_is_the_same_in_either_database(
    source: str, destination: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if source == destination == "postgres":
        pytest.skip("one database a test; the other three pairs cover it")
    url = request.getfixturevalue("postgres_url") if "postgres" in {source, destination} else ""
    old = opened(tmp_path / "old", url if source == "postgres" else "")
    fill(old)

    backup = create_backup(old, tmp_path / "backups")
    new = opened(tmp_path / "new", url if destination == "postgres" else "")
    restore_backup(new, tmp_path / "backups" / backup.name)

    kept = {table.table: table.rows for table in backup.tables}
    assert {name: count for name, count in counts(new).items() if count} == {k: v for k, v in kept.items() if v}
    assert {chain: (head.seq, bytes.fromhex(head.hash)) for chain, head in backup.heads.items()} == heads(new)
    assert list(new.objects.list()) == list(old.objects.list())
    assert new.streams.scan("points").equals(old.streams.scan("points"))
    old.close()
    new.close()


def test_a_restored_workspace_goes_on(full: Stores, tmp_path: Path) -> None:
    backup = create_backup(full, tmp_path / "backups")
    stores = opened(tmp_path / "new")
    restore_backup(stores, tmp_path / "backups" / backup.name)

    ws = Workspace(project="default", stores=stores)
    ws.access.create_principal("user:later")
    before = stores.streams.rows("points")
    stores.streams.append("points", points(500, 700), key="second")  # sent again by a client that missed the answer
    stores.streams.append("points", points(700, 800), key="third")

    assert ws.audit.verify().ok
    assert stores.streams.rows("points") == before + 100
    stores.close()


def test_a_backup_under_writes_is_one_moment(tmp_path: Path) -> None:
    stores = opened(tmp_path / "busy")
    stopping = threading.Event()

    def write(number: int) -> None:
        ws = Workspace(project="default", stores=stores)
        made = 0
        while not stopping.is_set():
            made += 1
            ws.access.create_principal(f"user:w{number}-{made}")
            stores.streams.append("points", points(made, made + 1), key=f"{number}-{made}")

    writers = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for writer in writers:
        writer.start()
    try:
        backups = [create_backup(stores, tmp_path / "backups") for _ in range(3)]
    finally:
        stopping.set()
        for writer in writers:
            writer.join()
        stores.close()

    for number, backup in enumerate(backups):
        restored = opened(tmp_path / f"restored-{number}")
        restore_backup(restored, tmp_path / "backups" / backup.name)
        with restored.catalog.read() as connection:
            kinds = list(connection.scalars(select(t.event.c.kind)))
        assert Workspace(project="default", stores=restored).audit.verify().ok
        assert kinds.count("principal.created") == counts(restored)["principal"]
        assert restored.streams.scan("points").num_rows == restored.streams.rows("points")
        restored.close()


def test_a_second_backup_copies_only_new_objects(full: Stores, tmp_path: Path) -> None:
    target = tmp_path / "backups"
    create_backup(full, target)
    before = {path: path.stat().st_ino for path in (target / "objects").rglob("*") if path.is_file()}

    full.objects.put(b"new")
    create_backup(full, target)

    after = {path: path.stat().st_ino for path in (target / "objects").rglob("*") if path.is_file()}
    assert before.items() <= after.items()
    assert len(list_backups(target)) == 2


def test_a_flipped_byte_anywhere_in_a_backup_is_found(full: Stores, tmp_path: Path) -> None:
    backup = create_backup(full, tmp_path / "backups")
    folder = tmp_path / "backups" / backup.name
    verify_backup(folder)
    object_file = next(p for p in (tmp_path / "backups" / "objects").rglob("*") if p.is_file() and p.stat().st_size)
    files = [folder / "tables" / "event", folder / "objects", next((folder / "streams").rglob("*.segment"))]

    for path in [*files, object_file]:
        content = path.read_bytes()
        path.chmod(0o600)
        path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
        with pytest.raises(StoreCorrupt):
            verify_backup(folder)
        path.write_bytes(content)
    verify_backup(folder)


def test_a_forged_event_is_found_although_its_file_was_listed_anew(full: Stores, tmp_path: Path) -> None:
    with full.catalog.change("forge") as change:
        change.execute(t.event.update().where(t.event.c.seq == 7).values(header=b"{}"))
    backup = create_backup(full, tmp_path / "backups")

    with pytest.raises(StoreCorrupt, match="broken at entry 7"):
        verify_backup(tmp_path / "backups" / backup.name)


def test_only_an_empty_workspace_is_restored_into(full: Stores, tmp_path: Path) -> None:
    backup = create_backup(full, tmp_path / "backups")

    with pytest.raises(Conflict, match="not empty"):
        restore_backup(full, tmp_path / "backups" / backup.name)


def test_a_backup_holds_no_session_and_no_lease(full: Stores, tmp_path: Path) -> None:
    backup = create_backup(full, tmp_path / "backups")

    assert {"session", "login_code", "lease"}.isdisjoint(table.table for table in backup.tables)


def test_a_folder_that_is_no_backup_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"is no backup"):
        read_backup(tmp_path)
