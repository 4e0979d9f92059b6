"""The contract of `Catalog` as tests: an adapter's test class inherits it and gives the URL of an empty database."""

# ruff: noqa: S101 - this module is tests, shipped

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import msgspec
import pytest
from sqlalchemy import func, select

from flyball.core import Call, Event, Principal, calling
from flyball.core.errors import NewerSchema
from flyball.store.catalog import tables as t
from flyball.store.catalog.base import Catalog
from flyball.store.catalog.chain import GENESIS, detail_commitment, entry_hash
from flyball.store.catalog.open import open_catalog
from flyball.store.kill import acknowledge, acknowledged_until_killed


class Happened(Event, tag="contract.happened", frozen=True, kw_only=True):
    """An event of these tests."""

    text: str


class CatalogContract:
    """Inherit, define the fixture `url`; each test is one sentence of the port's docstring."""

    @pytest.fixture
    def url(self) -> str:
        """The URL of an empty database; the adapter's test class defines it."""
        raise NotImplementedError

    @pytest.fixture
    def catalog(self, url: str) -> Iterator[Catalog]:
        """The catalog itself."""
        opened = open_catalog(url)
        yield opened
        opened.close()

    def test_a_change_is_seen_by_every_reader_once_it_has_ended(self, catalog: Catalog, url: str) -> None:
        _happen(catalog, "first")

        other = open_catalog(url)
        assert _texts(other) == _texts(catalog) == ["first"]
        other.close()

    def test_a_change_sees_its_own_writes_and_nobody_else_does(self, catalog: Catalog) -> None:
        with catalog.change() as change:
            change.execute(t.chain_head.insert(), [{"chain": "x", "seq": 0, "hash": GENESIS}])
            with catalog.read() as inside:
                assert inside.execute(select(func.count()).select_from(t.chain_head)).scalar() == 1
            with ThreadPoolExecutor(1) as other:
                assert other.submit(_count_heads, catalog).result() == 0

    def test_nothing_of_a_change_that_raises_remains(self, catalog: Catalog) -> None:
        with pytest.raises(ZeroDivisionError), catalog.change() as change:
            change.emit(Happened(ref="run:a", text="never"))
            change.execute(t.chain_head.insert(), [{"chain": "x", "seq": 0, "hash": GENESIS}])
            raise ZeroDivisionError

        assert _texts(catalog) == []
        assert _count_heads(catalog) == 0

    def test_a_failed_inner_block_takes_only_its_own_writes_along(self, catalog: Catalog) -> None:
        with catalog.change() as outer:
            outer.emit(Happened(ref="run:a", text="outer"))
            with pytest.raises(ZeroDivisionError), catalog.change() as inner:
                inner.emit(Happened(ref="run:a", text="inner"))
                raise ZeroDivisionError

        assert _texts(catalog) == ["outer"]

    def test_everything_inside_a_unit_is_one_transaction(self, catalog: Catalog) -> None:
        with pytest.raises(ZeroDivisionError), catalog.unit("test"):
            _happen(catalog, "first")
            _happen(catalog, "second")
            raise ZeroDivisionError

        assert _texts(catalog) == []

    def test_events_form_one_gap_free_chain_under_many_writers(self, catalog: Catalog) -> None:
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda n: _happen(catalog, str(n)), range(64)))

        rows = _events(catalog)
        assert [row.seq for row in rows] == list(range(1, 65))
        previous = GENESIS
        for row in rows:
            assert detail_commitment(bytes(row.salt), bytes(row.body)) == bytes(row.detail_commit)
            previous = entry_hash(previous, row.seq, bytes(row.header), bytes(row.detail_commit))
            assert previous == bytes(row.hash)

    def test_each_project_has_a_chain_of_its_own(self, catalog: Catalog) -> None:
        for project in ("a", "b", "a"):
            with calling(Call(principal=Principal(id="user:x"), project=project)):
                _happen(catalog, project)

        assert sorted((row.chain, row.seq) for row in _events(catalog)) == [("a", 1), ("a", 2), ("b", 1)]

    def test_a_lock_lets_one_transaction_in_at_a_time(self, catalog: Catalog) -> None:
        _happen(catalog, "start")
        barrier = threading.Barrier(4)

        def count_up(_: int) -> None:
            barrier.wait()
            with catalog.change() as change:
                change.lock("counter")
                row = change.execute(select(t.chain_head.c.seq).where(t.chain_head.c.chain == "n")).one_or_none()
                if row is None:
                    change.execute(t.chain_head.insert(), [{"chain": "n", "seq": 1, "hash": GENESIS}])
                else:
                    change.execute(t.chain_head.update().where(t.chain_head.c.chain == "n").values(seq=row.seq + 1))

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(count_up, range(4)))

        with catalog.read() as connection:
            assert connection.execute(select(t.chain_head.c.seq).where(t.chain_head.c.chain == "n")).scalar() == 4

    def test_an_edge_drawn_twice_is_one_edge(self, catalog: Catalog) -> None:
        for _ in range(2):
            with catalog.change() as change:
                change.link("dataset:a@1", "model:b@1", "trained")

        with catalog.read() as connection:
            assert connection.execute(select(func.count()).select_from(t.edge)).scalar() == 1
            assert connection.execute(select(func.count()).select_from(t.node)).scalar() == 2

    def test_processes_that_open_an_empty_database_together_migrate_it_once(self, url: str) -> None:
        with ThreadPoolExecutor(4) as pool:
            opened = list(pool.map(lambda _: open_catalog(url), range(4)))

        _happen(opened[0], "works")
        assert _texts(opened[3]) == ["works"]
        for catalog in opened:
            catalog.close()

    def test_a_newer_schema_is_refused(self, catalog: Catalog, url: str) -> None:
        with catalog.change() as change:
            change.connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")

        with pytest.raises(NewerSchema, match="9999"):
            open_catalog(url)

    def test_what_was_acknowledged_survives_kill_9(self, catalog: Catalog, url: str) -> None:
        said = acknowledged_until_killed(__name__, "write_events", [url], lines=25)

        texts = _texts(catalog)
        assert texts[: len(said)] == said
        assert len(texts) <= len(said) + 1  # at most the one that was being acknowledged


def write_events(url: str) -> None:
    """The child of the crash test: write events for ever, say each once it is durable."""
    catalog = open_catalog(url)
    number = 0
    while True:
        _happen(catalog, f"event {number}")
        acknowledge(f"event {number}")
        number += 1


def _happen(catalog: Catalog, text: str) -> None:
    with catalog.change() as change:
        change.emit(Happened(ref="run:a", text=text))


def _events(catalog: Catalog) -> list[Any]:
    joined = t.event.join(
        t.event_detail, (t.event.c.chain == t.event_detail.c.chain) & (t.event.c.seq == t.event_detail.c.seq)
    )
    columns = [*t.event.c, t.event_detail.c.salt, t.event_detail.c.body]
    with catalog.read() as connection:
        return list(connection.execute(select(*columns).select_from(joined).order_by(t.event.c.chain, t.event.c.seq)))


def _texts(catalog: Catalog) -> list[str]:
    return [msgspec.json.decode(bytes(row.body))["text"] for row in _events(catalog)]


def _count_heads(catalog: Catalog) -> int:
    with catalog.read() as connection:
        return int(connection.execute(select(func.count()).select_from(t.chain_head)).scalar_one())
