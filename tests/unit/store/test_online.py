from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from flyball.core.errors import BadConfig, Busy, DiskFull, MissingExtra, StoreCorrupt, Unavailable
from flyball.store.online import open_online
from flyball.store.online.contract import version
from flyball.store.online.sqlite import SQLiteOnline

BIG = os.urandom(1 << 20)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "online.db"


@pytest.fixture
def store(path: Path) -> Iterator[SQLiteOnline]:
    store = SQLiteOnline(path)
    yield store
    store.close()


@pytest.mark.parametrize("url", ["", "online.db", "sqlite://", "sqlite:///", "sqlite:///a?mode=ro", "postgres://x"])
def test_an_odd_online_store_url_is_a_configuration_error(url: str) -> None:
    with pytest.raises(BadConfig):
        open_online(url)


def test_redis_without_its_library_names_the_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "redis", None)
    monkeypatch.delitem(sys.modules, "flyball.store.online.redis", raising=False)
    monkeypatch.setattr("flyball.store.online.open.ONLINE_STORES._resolved", {})

    with pytest.raises(MissingExtra, match=r"flyball\[redis\]"):
        open_online("redis://127.0.0.1/0")


def test_a_redis_server_that_does_not_answer_is_unavailable_and_its_password_is_not_told() -> None:
    store = open_online("redis://:s3cret@127.0.0.1:1/0")

    with pytest.raises(Unavailable, match=r"127\.0\.0\.1:1") as refused:
        store.get_many("s", [b"k"])
    assert "s3cret" not in str(refused.value)


def test_a_redis_server_without_memory_refuses_writes_and_goes_on_reading(redis_url: str) -> None:
    import redis

    store, server = open_online(redis_url), redis.Redis.from_url(redis_url)
    store.put_newer("s", [(b"k", version(1), b"v")])
    server.config_set("maxmemory", "1mb")
    try:
        with pytest.raises(DiskFull):
            store.put_newer("s", [(b"big", version(1), BIG)])
        assert store.get_many("s", [b"k"]) == [b"v"]
    finally:
        server.config_set("maxmemory", "0")
        server.close()
        store.close()


def test_a_full_disk_refuses_the_whole_call_and_reads_go_on(store: SQLiteOnline) -> None:
    store.put_newer("s", [(b"k", version(1), b"v")])
    store._write_connection().execute("PRAGMA max_page_count = 64")

    with pytest.raises(DiskFull):
        store.put_newer("s", [(b"small", version(1), b"v"), (b"big", version(1), BIG)])

    assert store.get_many("s", [b"k", b"small"]) == [b"v", None]
    assert store.put_newer("s", [(b"k", version(2), b"w")]) == 1


def test_another_writer_that_never_ends_is_told_as_busy(store: SQLiteOnline, path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    store._write_connection().execute("PRAGMA busy_timeout = 1")

    with pytest.raises(Busy):
        store.put_newer("s", [(b"k", version(1), b"v")])
    assert store.get_many("s", [b"k"]) == [None]
    other.close()


def test_a_file_that_is_no_database_is_damage(path: Path) -> None:
    path.write_bytes(b"something else entirely" * 400)

    with pytest.raises(StoreCorrupt):
        SQLiteOnline(path)


def test_the_write_ahead_log_does_not_grow_for_ever(store: SQLiteOnline, path: Path) -> None:
    for number in range(30):
        store.put_newer("s", [(b"k", version(number + 1), BIG)])

    assert path.with_name("online.db-wal").stat().st_size < 12 << 20


def test_a_forked_child_has_connections_of_its_own(store: SQLiteOnline) -> None:
    store.put_newer("s", [(b"k", version(1), b"parent")])

    child = os.fork()
    if not child:
        done = store.put_newer("s", [(b"k", version(2), b"child")])
        os._exit(0 if done == 1 else 1)

    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert store.get_many("s", [b"k"]) == [b"child"]
    assert store.put_newer("s", [(b"k", version(3), b"parent")]) == 1


def test_threads_that_come_and_go_share_connections(store: SQLiteOnline) -> None:
    for _ in range(20):
        thread = Thread(target=store.get_many, args=("s", [b"k"]))
        thread.start()
        thread.join()

    assert len(store._idle) == 1
