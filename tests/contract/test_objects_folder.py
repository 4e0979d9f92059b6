from __future__ import annotations

from pathlib import Path

import pytest

from flyball.core.errors import StoreCorrupt
from flyball.store.objects import open_objects
from flyball.store.objects.contract import ObjectsContract


class TestFolderObjects(ObjectsContract):
    @pytest.fixture
    def url(self, tmp_path: Path) -> str:
        return f"file://{tmp_path}/store/objects"

    def test_changed_bytes_are_refused_and_the_error_names_the_digest(self, url: str, tmp_path: Path) -> None:
        store = open_objects(url)
        digest = store.put(b"good bytes")
        _damage(tmp_path, digest)

        for read in (store.get, lambda d: store.get_to(d, tmp_path / "out")):
            with pytest.raises(StoreCorrupt, match=digest):
                read(digest)
        assert not (tmp_path / "out").exists()

    def test_putting_the_right_bytes_again_replaces_a_damaged_copy(self, url: str, tmp_path: Path) -> None:
        store = open_objects(url)
        digest = store.put(b"good bytes")
        _damage(tmp_path, digest)

        store.put(b"good bytes")

        assert store.get(digest) == b"good bytes"


def _damage(tmp_path: Path, digest: str) -> None:
    path = tmp_path / "store" / "objects" / digest[:2] / digest
    path.chmod(0o644)
    path.write_bytes(b"bad bytes!")
