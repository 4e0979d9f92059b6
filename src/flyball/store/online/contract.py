"""The contract of `Online` as tests: an adapter's test class inherits it and gives the URL of an empty store.

```python
class TestSQLiteOnline(OnlineContract):
    @pytest.fixture
    def url(self, tmp_path):
        return f"sqlite:///{tmp_path}/online.db"
```
"""

# ruff: noqa: S101 - this module is tests, shipped

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flyball.core.errors import BadInput
from flyball.store.kill import acknowledge, acknowledged_until_killed
from flyball.store.online.base import VERSION_BYTES, Online
from flyball.store.online.open import open_online

_spaces = itertools.count()
_in_any_order = settings(
    # Each example takes a space of its own, so the store may be shared; every adapter's class runs the same test.
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.differing_executors],
    deadline=None,
    max_examples=30,
)


def version(number: int) -> bytes:
    """A version that orders like the number."""
    return number.to_bytes(VERSION_BYTES, "big")


class OnlineContract:
    """Inherit, define the fixture `url`; each test is one sentence of the port's docstring."""

    @pytest.fixture
    def url(self) -> str:
        """The URL of an empty store; the adapter's test class defines it."""
        raise NotImplementedError

    @pytest.fixture
    def store(self, url: str) -> Iterator[Online]:
        """The store itself."""
        store = open_online(url)
        yield store
        store.close()

    def test_a_row_is_read_back_in_the_order_of_the_keys(self, store: Online) -> None:
        assert store.put_newer("s", [(b"a", version(1), b"A"), (b"b", version(1), b"B")]) == 2

        assert store.get_many("s", [b"b", b"absent", b"a", b"b"]) == [b"B", None, b"A", b"B"]

    def test_another_instance_sees_a_row_at_once(self, store: Online, url: str) -> None:
        other = open_online(url)
        assert other.get_many("s", [b"k"]) == [None]

        store.put_newer("s", [(b"k", version(1), b"v")])

        assert other.get_many("s", [b"k"]) == [b"v"]
        other.close()

    def test_nothing_in_nothing_out(self, store: Online) -> None:
        assert store.get_many("s", []) == []
        assert store.put_newer("s", []) == 0
        assert list(store.scan("s")) == []
        store.delete("s", [])
        store.drop("s")

    def test_keys_and_values_may_be_any_bytes(self, store: Online) -> None:
        odd = [b"", b"\0", b"\xff\xff", b"*?[a-z]\\^", bytes(range(256)), "ключ".encode()]

        store.put_newer("s", [(key, version(1), key) for key in odd])

        assert store.get_many("s", odd) == odd
        assert sorted(store.scan("s")) == sorted((key, version(1), key) for key in odd)
        for key in odd:
            assert {row[0] for row in store.scan("s", key)} == {other for other in odd if other.startswith(key)}

    def test_a_value_of_megabytes_and_thousands_of_keys_at_once(self, store: Online) -> None:
        big = os.urandom(4 << 20)
        items = [(b"%d" % number, version(1), b"v%d" % number) for number in range(3000)]

        assert store.put_newer("s", [*items, (b"big", version(1), big)]) == 3001

        keys = [key for key, _, _ in items]
        assert store.get_many("s", [b"big", *keys]) == [big, *[value for _, _, value in items]]
        assert len(list(store.scan("s"))) == 3001
        assert len(list(store.scan("s", b"1"))) == 1111

    def test_only_a_newer_version_replaces_a_row(self, store: Online) -> None:
        store.put_newer("s", [(b"k", version(5), b"five")])

        assert store.put_newer("s", [(b"k", version(4), b"older"), (b"k", version(5), b"equal")]) == 0
        assert store.get_many("s", [b"k"]) == [b"five"]
        assert store.put_newer("s", [(b"k", version(6), b""), (b"k", version(7), b"seven")]) == 2
        assert list(store.scan("s")) == [(b"k", version(7), b"seven")]

    @pytest.mark.parametrize("at", range(VERSION_BYTES))
    def test_versions_are_compared_byte_by_byte_and_unsigned(self, store: Online, at: int) -> None:
        low, high = bytearray(version(0)), bytearray(version(0))
        low[at], high[at] = 0x7F, 0x80
        low[at + 1 :] = b"\xff" * (VERSION_BYTES - at - 1)

        assert store.put_newer("s", [(b"k", bytes(high), b"high"), (b"k", bytes(low), b"low")]) == 1
        assert store.get_many("s", [b"k"]) == [b"high"]

    @_in_any_order
    @given(
        writes=st.lists(
            st.tuples(st.integers(0, 3), st.binary(min_size=24, max_size=24), st.binary(max_size=9)), max_size=12
        ),
        data=st.data(),
    )
    def test_any_order_of_writes_ends_with_the_newest(
        self, store: Online, writes: list[tuple[int, bytes, bytes]], data: st.DataObject
    ) -> None:
        items = list({(b"%d" % key, ver): (b"%d" % key, ver, value) for key, ver, value in writes}.values())
        space = f"order-{next(_spaces)}"
        newest = {key: (ver, value) for key, ver, value in sorted(items)}

        for item in data.draw(st.permutations(items * 2)):
            store.put_newer(space, [item])

        assert {key: (ver, value) for key, ver, value in store.scan(space)} == newest

    @_in_any_order
    @given(order=st.permutations(range(40)))
    def test_four_writers_at_once_end_with_the_newest(self, store: Online, url: str, order: list[int]) -> None:
        space = f"race-{next(_spaces)}"
        items = [(b"%d" % (number % 3), version(number), b"%d" % number) for number in order]
        other = open_online(url)

        with ThreadPoolExecutor(4) as pool:
            parts = [(items[start::4], (store, other)[start % 2]) for start in range(4)]
            list(
                pool.map(lambda part: [part[1].put_newer(space, part[0][at : at + 2]) for at in range(0, 10, 2)], parts)
            )

        assert store.get_many(space, [b"0", b"1", b"2"]) == [b"39", b"37", b"38"]
        other.close()

    def test_a_deleted_row_is_gone_and_may_come_back_with_any_version(self, store: Online) -> None:
        store.put_newer("s", [(b"a", version(5), b"A"), (b"b", version(5), b"B")])

        store.delete("s", [b"a", b"absent"])

        assert store.get_many("s", [b"a", b"b"]) == [None, b"B"]
        assert store.put_newer("s", [(b"a", version(1), b"again")]) == 1

    def test_spaces_do_not_see_each_other(self, store: Online) -> None:
        store.put_newer("project/view@1", [(b"k", version(1), b"one")])
        store.put_newer("project/view@2", [(b"k", version(1), b"two")])

        store.drop("project/view@1")

        assert store.get_many("project/view@1", [b"k"]) == [None]
        assert store.get_many("project/view@2", [b"k"]) == [b"two"]

    def test_a_scan_goes_on_while_rows_come_and_go(self, store: Online) -> None:
        store.put_newer("s", [(b"%05d" % number, version(1), b"v") for number in range(2000)])

        scan = store.scan("s")
        seen = [next(scan)[0]]
        store.delete("s", [b"%05d" % number for number in range(1, 2000, 2)])
        store.put_newer("s", [(b"new%d" % number, version(1), b"v") for number in range(2000)])
        seen += [key for key, _, _ in scan]

        assert len(seen) == len(set(seen))
        assert {b"%05d" % number for number in range(2, 2000, 2)} <= set(seen)

    @pytest.mark.parametrize("space", ["", "a b", "a\n", "{a}", "-a", "a" * 256])
    def test_a_space_has_a_plain_name(self, store: Online, space: str) -> None:
        for use in (store.drop, lambda name: store.get_many(name, [b"k"]), lambda name: list(store.scan(name))):
            with pytest.raises(BadInput):
                use(space)

    def test_a_version_of_another_length_is_refused_and_nothing_is_written(self, store: Online) -> None:
        with pytest.raises(BadInput):
            store.put_newer("s", [(b"a", version(1), b"A"), (b"b", b"short", b"B")])

        assert store.get_many("s", [b"a"]) == [None]

    @pytest.mark.parametrize("lines", [1, 40, 200])
    def test_what_a_killed_writer_had_acknowledged_is_there(self, url: str, lines: int) -> None:
        acknowledged = acknowledged_until_killed(__name__, "put_until_killed", [url], lines=lines)

        store = open_online(url)
        rows = {key: (ver, value) for key, ver, value in store.scan("s")}

        assert int.from_bytes(rows[b"last"][0], "big") >= int(acknowledged[-1])
        assert all(value == ver * 100 for ver, value in rows.values())
        assert {b"%d" % number for number in range(1, int(acknowledged[-1]) + 1)} <= rows.keys()
        store.close()


def put_until_killed(url: str) -> None:
    """Write row after row and print each number."""
    store = open_online(url)
    for number in itertools.count(1):
        ver = version(number)
        store.put_newer("s", [(b"%d" % number, ver, ver * 100), (b"last", ver, ver * 100)])
        acknowledge(str(number))
