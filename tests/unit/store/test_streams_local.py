from __future__ import annotations

import errno
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from blake3 import blake3

from flyball.core import SimulatedClock
from flyball.core.errors import DiskFull, NewerSchema, StoreCorrupt, Unavailable
from flyball.store.objects import open_objects
from flyball.store.streams import Streams, open_streams, snapshot
from flyball.store.streams.contract import START, batch, numbers_in


@pytest.fixture
def clock() -> SimulatedClock:
    return SimulatedClock(START)


@pytest.fixture
def streams(tmp_path: Path, clock: SimulatedClock) -> Iterator[Streams]:
    store = opened(tmp_path, clock)
    yield store
    store.close()


def opened(root: Path, clock: SimulatedClock, **options) -> Streams:
    return open_streams(root / "streams", objects=open_objects(f"file://{root}/objects"), clock=clock, **options)


def files(root: Path, pattern: str = "*") -> list[Path]:
    return sorted((root / "streams" / "s").glob(pattern))


# -- the disk


def test_a_full_disk_is_told_and_leaves_no_half_row(
    streams: Streams, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    streams.append("s", batch([1]), key="a")
    (segment,) = files(tmp_path, "*.segment")
    size_bytes = segment.stat().st_size

    with monkeypatch.context() as patched, pytest.raises(DiskFull):
        patched.setattr(os, "write", _writes_only(100))
        streams.append("s", batch([2]), key="b")

    assert segment.stat().st_size == size_bytes
    assert numbers_in(streams) == [1]
    streams.append("s", batch([2]), key="b")
    assert numbers_in(streams) == [1, 2]


def test_a_full_disk_while_sealing_leaves_the_rows_open(
    streams: Streams, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    streams.append("s", batch([1]), key="a")

    with monkeypatch.context() as patched, pytest.raises(DiskFull):
        patched.setattr(os, "write", _writes_only(100))
        streams.seal("s")

    assert numbers_in(streams) == [1]
    assert streams.seal("s") is not None
    assert numbers_in(streams) == [1]


def test_an_interrupted_append_does_not_hurt_later_ones(streams: Streams, monkeypatch: pytest.MonkeyPatch) -> None:
    streams.append("s", batch([1]))
    write = os.write

    def interrupted(descriptor: int, data: bytes) -> int:
        write(descriptor, data)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(os, "write", interrupted)
        streams.append("s", batch([2]), key="b")
    with monkeypatch.context() as patched, pytest.raises(DiskFull):
        patched.setattr(os, "write", _writes_only(10))
        streams.append("s", batch([3]))

    streams.append("s", batch([2]), key="b")
    streams.append("s", batch([4]))
    assert numbers_in(streams) == [1, 2, 4]


def test_always_means_synced_before_the_answer(
    tmp_path: Path, clock: SimulatedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    streams = opened(tmp_path, clock, sync="always")
    streams.append("s", batch([1]), key="a")
    synced: list[int] = []
    fsync = os.fsync
    monkeypatch.setattr(os, "fsync", lambda descriptor: (synced.append(descriptor), fsync(descriptor)))

    streams.append("s", batch([2]), key="b")
    assert len(synced) == 1
    streams.append("s", batch([2]), key="b")
    assert len(synced) == 2
    streams.close()


def test_a_failed_sync_takes_the_rows_back(
    tmp_path: Path, clock: SimulatedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    streams = opened(tmp_path, clock, sync="always")
    streams.append("s", batch([1]), key="a")

    with monkeypatch.context() as patched, pytest.raises(Unavailable):
        patched.setattr(os, "fsync", _raising(errno.EIO))
        streams.append("s", batch([2]), key="b")
    assert numbers_in(streams) == [1]

    streams.append("s", batch([2]), key="b")
    streams.append("s", batch([3]), key="c")
    assert numbers_in(streams) == [1, 2, 3]
    streams.close()


def test_rows_are_synced_in_the_background_and_a_failure_is_told(
    streams: Streams, monkeypatch: pytest.MonkeyPatch
) -> None:
    streams.append("s", batch([1]))
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", _raising(errno.EIO))
        streams._flush()

    with pytest.raises(Unavailable, match="sync"):
        streams.append("s", batch([2]))
    streams.append("s", batch([2]))
    streams._flush()
    assert numbers_in(streams) == [1, 2]


def test_closing_syncs_and_refuses_more(streams: Streams) -> None:
    streams.append("s", batch([1]))

    streams.close()
    streams.close()

    with pytest.raises(Unavailable, match="closed"):
        streams.append("s", batch([2]))
    assert numbers_in(streams) == [1]


# -- crashes


@pytest.mark.slow
def test_a_kill_at_any_step_of_a_seal_loses_and_doubles_nothing(tmp_path: Path, clock: SimulatedClock) -> None:
    """The audit hook sees every file opened, renamed, deleted: the child dies at the n-th of these, for every n."""
    finished = False
    for step in range(1, 200):
        root = tmp_path / str(step)
        streams = opened(root, clock)
        streams.append("s", batch([0, 1], step=timedelta(days=1)), key="k0")
        streams.seal("s")
        streams.append("s", batch([2, 3], step=timedelta(days=1)), key="k2")
        streams.close()

        finished = _dies_at(step, lambda root=root: opened(root, clock).seal("s"))

        after = opened(root, clock)
        assert numbers_in(after) == [0, 1, 2, 3]
        assert after.rows("s") == 4
        after.append("s", batch([2, 3]), key="k2")
        after.append("s", batch([4]))
        after.seal("s")
        assert numbers_in(after) == [0, 1, 2, 3, 4]
        after.close()
        shutil.rmtree(root)
        if finished:
            break
    assert finished
    assert step > 10


def test_a_kill_at_any_step_of_the_first_append_leaves_a_good_stream(tmp_path: Path, clock: SimulatedClock) -> None:
    finished = False
    for step in range(1, 100):
        root = tmp_path / str(step)
        finished = _dies_at(step, lambda root=root: opened(root, clock).append("s", batch([1]), key="a"))

        after = opened(root, clock)
        assert numbers_in(after) in ([], [1])
        after.append("s", batch([1]), key="a")
        assert numbers_in(after) == [1]
        after.close()
        if finished:
            break
    assert finished


def test_a_torn_last_frame_is_cut(streams: Streams, tmp_path: Path, clock: SimulatedClock) -> None:
    for number in range(3):
        streams.append("s", batch([number]), key=f"k{number}")
    streams.close()
    (segment,) = files(tmp_path, "*.segment")
    os.truncate(segment, segment.stat().st_size - 1)

    after = opened(tmp_path, clock)

    assert numbers_in(after) == [0, 1]
    after.append("s", batch([2]), key="k2")
    assert numbers_in(after) == [0, 1, 2]
    after.seal("s")
    assert files(tmp_path, "*.segment") == []
    assert numbers_in(after) == [0, 1, 2]
    after.close()


def test_positions_go_on_when_a_power_loss_took_the_counter(
    streams: Streams, tmp_path: Path, clock: SimulatedClock
) -> None:
    streams.append("s", batch([0, 1]))
    streams.seal("s")
    last = streams.append("s", batch([2]))
    streams.close()
    (tmp_path / "streams" / "s" / "state").write_bytes(b"")

    after = opened(tmp_path, clock)

    assert after.append("s", batch([3])) > last
    assert numbers_in(after) == [0, 1, 2, 3]
    after.close()


# -- damage


def test_damage_inside_a_segment_is_told_and_named(streams: Streams, tmp_path: Path) -> None:
    for number in range(3):
        streams.append("s", batch([number]))
    (segment,) = files(tmp_path, "*.segment")
    _flip(segment, segment.stat().st_size // 2)

    for read in (streams.scan, streams.rows, streams.seal):
        with pytest.raises(StoreCorrupt, match=segment.name):
            read("s")


def test_a_damaged_manifest_is_told(streams: Streams, tmp_path: Path) -> None:
    streams.append("s", batch([1]))
    streams.seal("s")
    _flip(tmp_path / "streams" / "s" / "manifest", 20)

    with pytest.raises(StoreCorrupt, match="manifest"):
        streams.scan("s")


def test_a_manifest_of_a_newer_flyball_is_refused(streams: Streams, tmp_path: Path) -> None:
    streams.append("s", batch([1]))
    body = msgspec.msgpack.encode({"format": 2, "something": "new"})
    (tmp_path / "streams" / "s" / "manifest").write_bytes(blake3(body).digest(8) + body)

    with pytest.raises(NewerSchema):
        streams.scan("s")


def test_a_damaged_or_missing_object_is_told_and_named(streams: Streams, tmp_path: Path) -> None:
    streams.append("s", batch(range(1000)))
    sealed = streams.seal("s")
    assert sealed is not None
    digest = sealed.files[0].digest
    path = tmp_path / "objects" / digest[:2] / digest
    path.chmod(0o644)

    _flip(path, 100)
    with pytest.raises(StoreCorrupt, match=digest):
        streams.scan("s")
    path.unlink()
    with pytest.raises(StoreCorrupt, match=digest):
        streams.scan("s")


# -- files


def test_sealing_deletes_segments_and_old_keys(streams: Streams, tmp_path: Path, clock: SimulatedClock) -> None:
    for day in range(12):
        streams.append("s", batch([day]), key=f"k{day}")
        streams.seal("s")
        clock.advance(timedelta(days=1))

    assert files(tmp_path, "*.segment") == []
    assert [path.name for path in files(tmp_path, "keys-*")] == [f"keys-{n}" for n in (10, 11, 12, 6, 7, 8, 9)]


def test_a_segment_of_a_living_writer_is_sealed_and_deleted_when_it_closes(
    streams: Streams, tmp_path: Path, clock: SimulatedClock
) -> None:
    writer = opened(tmp_path, clock)
    writer.append("s", batch([1]))
    assert streams.seal("s") is not None
    writer.append("s", batch([2]))
    assert numbers_in(streams) == [1, 2]
    assert len(files(tmp_path, "*.segment")) == 1

    writer.close()
    streams.seal("s")
    streams.seal("s")

    assert files(tmp_path, "*.segment") == []
    assert numbers_in(streams) == [1, 2]


def test_a_writer_starts_a_new_segment_when_one_is_large(
    streams: Streams, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flyball.store.streams.writer._SEGMENT_BYTES", 2000)
    for number in range(20):
        streams.append("s", batch([number]), key=f"k{number}")
    assert len(files(tmp_path, "*.segment")) > 3

    streams.seal("s")

    assert files(tmp_path, "*.segment") == []
    assert numbers_in(streams) == list(range(20))


def test_leftovers_of_killed_processes_go_after_an_hour(streams: Streams, tmp_path: Path) -> None:
    streams.append("s", batch([1]))
    old, young = tmp_path / "streams" / "s" / ".manifest.1", tmp_path / "streams" / "s" / ".x.segment"
    old.touch()
    young.touch()
    os.utime(old, (1, 1))

    streams.seal("s")

    assert [path.name for path in files(tmp_path, ".*")] == [".x.segment"]


def test_a_forked_child_writes_as_a_process_of_its_own(streams: Streams, tmp_path: Path) -> None:
    streams.append("s", batch([1]), key="a")

    def child() -> None:
        streams.append("s", batch([1]), key="a")
        streams.append("s", batch([2]), key="b")
        streams.seal("s")
        streams.append("s", batch([3]), key="c")

    assert _in_child(child) == 0
    streams.append("s", batch([2]), key="b")
    streams.append("s", batch([4]))
    streams.seal("s")
    assert numbers_in(streams) == [1, 2, 3, 4]


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_seal_between_two_steps_of_a_scan_hides_no_row(
    streams: Streams, tmp_path: Path, clock: SimulatedClock, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """The scan has opened the manifest; the seal happens before or after it lists the segments."""
    sealer = opened(tmp_path, clock)
    for number in range(4):
        (streams, sealer)[number % 2].append("s", batch([number]))
    seals: list[object] = []

    def listing(folder: Path) -> list[str]:
        monkeypatch.undo()
        names = snapshot.segment_names(folder)
        streams.close()
        seals.append(sealer.seal("s"))
        return names if moment == "after" else snapshot.segment_names(folder)

    monkeypatch.setattr(snapshot, "segment_names", listing)

    assert opened(tmp_path, clock).scan("s").column("n").to_pylist() == [0, 1, 2, 3]
    assert seals != [None]
    sealer.close()


def _dies_at(step: int, act: Callable[[], object]) -> bool:
    """Run it in a child that is killed at its n-th file operation; True when it got through before."""

    def child() -> None:
        left = [step]

        def count(event: str, _arguments: object) -> None:
            if event in {"open", "os.rename", "os.remove", "os.mkdir", "os.truncate", "os.listdir"}:
                left[0] -= 1
                if not left[0]:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        act()

    status = _in_child(child)
    assert status in {0, -signal.SIGKILL}
    return status == 0


def _in_child(act: Callable[[], object]) -> int:
    child = os.fork()
    if not child:
        status = 1
        try:
            act()
            status = 0
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _writes_only(size_bytes: int) -> Callable[[int, bytes], int]:
    write = os.write
    left = [size_bytes]

    def limited(descriptor: int, data: bytes) -> int:
        if not left[0]:
            raise OSError(errno.ENOSPC, "No space left on device")
        written = write(descriptor, data[: left[0]])
        left[0] -= written
        return written

    return limited


def _raising(number: int) -> Callable[..., None]:
    def fail(*_arguments: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


def _flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 0xFF
    path.write_bytes(data)
