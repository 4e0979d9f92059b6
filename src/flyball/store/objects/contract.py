"""The contract of `Objects` as tests: an adapter's test class inherits it and gives the URL of an empty store.

```python
class TestFolderObjects(ObjectsContract):
    @pytest.fixture
    def url(self, tmp_path):
        return f"file://{tmp_path}/objects"
```
"""

# ruff: noqa: S101 - this module is tests, shipped

from __future__ import annotations

import os
import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from flyball.core.errors import BadInput, NotFound
from flyball.store.kill import acknowledge, acknowledged_until_killed
from flyball.store.objects.base import Objects
from flyball.store.objects.key import digest_of
from flyball.store.objects.open import open_objects

_UNKNOWN = "0" * 64
_LARGE_BYTES = 20 << 20


class ObjectsContract:
    """Inherit, define the fixture `url`; each test is one sentence of the port's docstring."""

    @pytest.fixture
    def url(self) -> str:
        """The URL of an empty store; the adapter's test class defines it."""
        raise NotImplementedError

    @pytest.fixture
    def store(self, url: str) -> Objects:
        """The store itself."""
        return open_objects(url)

    @pytest.mark.parametrize("data", [b"", b"x", bytes(range(256)) * 5000])
    def test_what_was_put_is_read_back(self, store: Objects, data: bytes) -> None:
        digest = store.put(data)

        assert digest == digest_of(data)
        assert store.get(digest) == data
        assert store.size(digest) == len(data)
        assert store.has(digest)

    def test_a_view_of_bytes_is_stored_like_bytes(self, store: Objects) -> None:
        assert store.get(store.put(memoryview(b"-view-")[1:5])) == b"view"

    def test_another_instance_sees_an_object_at_once(self, store: Objects, url: str) -> None:
        assert open_objects(url).get(store.put(b"shared")) == b"shared"

    def test_putting_twice_stores_once(self, store: Objects) -> None:
        assert store.put(b"same") == store.put(b"same")
        assert list(store.list()) == [digest_of(b"same")]

    def test_a_large_file_goes_in_and_out_unchanged(self, store: Objects, tmp_path: Path) -> None:
        source, target = tmp_path / "source", tmp_path / "target"
        source.write_bytes(random.Random(1).randbytes(_LARGE_BYTES))  # noqa: S311 - test data

        digest = store.put_file(source)
        store.get_to(digest, target)

        assert digest == digest_of(source.read_bytes())
        assert target.read_bytes() == source.read_bytes()
        assert store.put_file(source) == digest
        assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []

    def test_an_empty_file_is_an_object(self, store: Objects, tmp_path: Path) -> None:
        (tmp_path / "empty").touch()

        assert store.get(store.put_file(tmp_path / "empty")) == b""

    def test_storing_a_file_that_is_not_there_is_not_found(self, store: Objects, tmp_path: Path) -> None:
        with pytest.raises(NotFound):
            store.put_file(tmp_path / "absent")

    def test_a_local_file_holds_the_bytes(self, store: Objects) -> None:
        path = store.open_local(store.put(b"local"))

        assert path is None or path.read_bytes() == b"local"

    def test_missing_answers_in_the_order_asked(self, store: Objects) -> None:
        here = store.put(b"here")

        assert store.missing(["f" * 64, here, _UNKNOWN]) == ["f" * 64, _UNKNOWN]
        assert store.missing([]) == []

    def test_an_unknown_digest_is_not_found(self, store: Objects, tmp_path: Path) -> None:
        for read in (store.get, store.size, lambda digest: store.get_to(digest, tmp_path / "out")):
            with pytest.raises(NotFound, match=_UNKNOWN):
                read(_UNKNOWN)
        assert not store.has(_UNKNOWN)
        assert not (tmp_path / "out").exists()

    @pytest.mark.parametrize("text", ["", "../../etc/passwd", "A" * 64, "a" * 63, "a" * 64 + "\n", "tmp/" + "a" * 60])
    def test_only_a_digest_reaches_the_storage(self, store: Objects, text: str, tmp_path: Path) -> None:
        for use in (store.get, store.has, store.size, store.delete, store.open_local, lambda t: store.missing([t])):
            with pytest.raises(BadInput):
                use(text)
        with pytest.raises(BadInput):
            store.get_to(text, tmp_path / "out")

    def test_a_deleted_object_is_gone_and_deleting_again_is_fine(self, store: Objects) -> None:
        digest = store.put(b"short life")

        store.delete(digest)
        store.delete(digest)

        assert not store.has(digest)
        assert store.get(store.put(b"short life")) == b"short life"

    def test_listing_goes_on_while_objects_are_deleted(self, store: Objects) -> None:
        digests = [store.put(b"%d" % number) for number in range(40)]
        doomed = set(digests[:20])

        listing = store.list()
        seen = [next(listing)]
        for digest in doomed - set(seen):
            store.delete(digest)
        seen += listing

        assert len(seen) == len(set(seen))
        assert set(digests[20:]) <= set(seen) <= set(digests)

    def test_many_writers_of_the_same_bytes_agree(self, store: Objects, url: str) -> None:
        other = open_objects(url)
        values = [b"value %d" % (number % 5) for number in range(60)]

        with ThreadPoolExecutor(8) as pool:
            digests = list(pool.map(lambda pair: (store, other)[pair[0] % 2].put(pair[1]), enumerate(values)))

        assert digests == [digest_of(value) for value in values]
        assert sorted(store.list()) == sorted(set(digests))

    @pytest.mark.parametrize("lines", [1, 7, 30])
    def test_what_a_killed_writer_had_acknowledged_is_there(self, url: str, lines: int) -> None:
        acknowledged = acknowledged_until_killed(__name__, "put_until_killed", [url], lines=lines)

        store = open_objects(url)

        assert store.missing(acknowledged) == []
        assert all(digest_of(store.get(digest)) == digest for digest in store.list())


def put_until_killed(url: str) -> None:
    """Put ever new bytes and print each digest."""
    store = open_objects(url)
    while True:
        acknowledge(store.put(os.urandom(1 + int.from_bytes(os.urandom(2), "big"))))
