from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from flyball.core.errors import DiskFull, StoreCorrupt, Unavailable
from flyball.store.objects import open_objects


def test_a_full_disk_is_told_and_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_objects(f"file://{tmp_path}")
    kept = store.put(b"kept")

    with monkeypatch.context() as patched, pytest.raises(DiskFull):
        patched.setattr(os, "write", _raising(errno.ENOSPC))
        store.put(b"too much")

    assert store.get(kept) == b"kept"
    assert _temporary_files(tmp_path) == []
    assert store.get(store.put(b"too much")) == b"too much"


def test_a_failed_sync_is_not_taken_for_success(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_objects(f"file://{tmp_path}")

    with monkeypatch.context() as patched, pytest.raises(Unavailable):
        patched.setattr(os, "fsync", _raising(errno.EIO))
        store.put(b"lost")

    assert list(store.list()) == []
    assert _temporary_files(tmp_path) == []


def test_short_writes_are_continued(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_objects(f"file://{tmp_path}")
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: write(descriptor, data[:3]))

    assert store.get(store.put(b"byte by byte")) == b"byte by byte"


def test_leftovers_of_killed_writers_go_after_a_day(tmp_path: Path) -> None:
    open_objects(f"file://{tmp_path}")
    old, young = tmp_path / "tmp" / "old", tmp_path / "tmp" / "young"
    old.touch()
    young.touch()
    os.utime(old, (1, 1))

    open_objects(f"file://{tmp_path}")

    assert _temporary_files(tmp_path) == ["young"]


def test_a_folder_in_the_place_of_an_object_is_damage(tmp_path: Path) -> None:
    (tmp_path / "00" / ("0" * 64)).mkdir(parents=True)

    with pytest.raises(StoreCorrupt, match="0" * 64):
        open_objects(f"file://{tmp_path}").size("0" * 64)


def test_storing_and_fetching_a_large_file_takes_little_memory(tmp_path: Path) -> None:
    size_bytes = 300 << 20
    with (tmp_path / "large").open("wb") as file:
        file.truncate(size_bytes)
    code = (
        "import sys; from pathlib import Path; from flyball.store.objects import open_objects;"
        "import resource as r; used = lambda: r.getrusage(r.RUSAGE_SELF).ru_maxrss;"
        "s = open_objects('file://' + sys.argv[1] + '/store'); s.put(b'x'); before = used();"
        "p = Path(sys.argv[1]); d = s.put_file(p / 'large'); s.get_to(d, p / 'copy'); print(used() - before)"
    )

    grown_kb = int(subprocess.run([sys.executable, "-c", code, tmp_path], capture_output=True, check=True).stdout)

    assert grown_kb < 32_000
    assert (tmp_path / "copy").stat().st_size == size_bytes


def _temporary_files(root: Path) -> list[str]:
    return sorted(path.name for path in (root / "tmp").iterdir())


def _raising(number: int):
    def fail(*_arguments):
        raise OSError(number, os.strerror(number))

    return fail
