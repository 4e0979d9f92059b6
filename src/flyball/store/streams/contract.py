"""The contract of `Streams` as tests: an adapter's test class inherits it and says where an empty store may live.

```python
class TestLocalStreams(StreamsContract):
    @pytest.fixture
    def where(self, tmp_path):
        return str(tmp_path)
```
Another adapter also sets `opener` to its own `"module:function"`, which opens the store from that text and a clock.
"""

# ruff: noqa: S101 - this module is tests, shipped

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import ClassVar

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flyball.core import Clock, SimulatedClock
from flyball.core.errors import BadInput, SchemaMismatch
from flyball.store.kill import acknowledge, acknowledged_until_killed
from flyball.store.objects import open_objects
from flyball.store.streams.base import Streams
from flyball.store.streams.open import open_streams

START = datetime(2013, 1, 1, tzinfo=UTC)
_TIME = pa.timestamp("us", tz="UTC")
_names = itertools.count()


def open_local(where: str, clock: Clock) -> Streams:
    """Local streams and local objects below one folder."""
    return open_streams(Path(where) / "streams", objects=open_objects(f"file://{where}/objects"), clock=clock)


def batch(numbers: Sequence[int], *, step: timedelta = timedelta(minutes=1)) -> pa.RecordBatch:
    """Rows that carry these numbers; row n is n steps after the start."""
    times = pa.array([START + number * step for number in numbers], _TIME)
    return pa.record_batch({"ts": times, "n": pa.array(numbers, pa.int64())})


def numbers_in(streams: Streams, stream: str = "s") -> list[int]:
    """The numbers of all rows, as scanned."""
    return [int(number) for number in streams.scan(stream).column("n").to_pylist()] if streams.rows(stream) else []


class StreamsContract:
    """Inherit, define the fixture `where`; each test is one sentence of the port's docstring."""

    opener: ClassVar[str] = f"{__name__}:open_local"

    @pytest.fixture
    def where(self) -> str:
        """Where an empty store may live; the adapter's test class defines it."""
        raise NotImplementedError

    @pytest.fixture
    def clock(self) -> SimulatedClock:
        """The time at which appends happen."""
        return SimulatedClock(START)

    @pytest.fixture
    def streams(self, where: str, clock: SimulatedClock) -> Iterator[Streams]:
        """The store itself."""
        store = self.open(where, clock)
        yield store
        store.close()

    @pytest.fixture
    def other(self, where: str, clock: SimulatedClock) -> Iterator[Streams]:
        """A second instance on the same place, as another process has it."""
        store = self.open(where, clock)
        yield store
        store.close()

    def open(self, where: str, clock: Clock) -> Streams:
        """Open the adapter's store."""
        return open_at(self.opener, where, clock)

    # -- rows

    def test_rows_are_read_back_in_the_order_of_appends(self, streams: Streams, other: Streams) -> None:
        first = streams.append("s", batch([5, 3]))
        second = other.append("s", batch([9]))
        third = streams.append("s", batch([1]))

        assert first < second < third
        assert numbers_in(streams) == numbers_in(other) == [5, 3, 9, 1]
        assert streams.rows("s") == 4
        assert streams.scan("s").schema == pa.schema([("ts", _TIME), ("n", pa.int64())])

    def test_a_stream_reads_as_empty_before_its_first_append(self, streams: Streams) -> None:
        assert streams.list() == []
        assert streams.rows("s") == 0
        assert streams.scan("s").num_rows == 0
        assert streams.scan("s", columns=["n", "ts"]).column_names == ["n", "ts"]
        assert streams.seal("s") is None
        assert streams.seal_if_due("s") is None
        assert streams.sealed("s") == ()

    def test_an_append_of_no_rows_changes_nothing(self, streams: Streams) -> None:
        position = streams.append("s", batch([1]))

        assert streams.append("s", batch([])) == position
        assert numbers_in(streams) == [1]

    def test_a_table_of_many_chunks_is_one_append(self, streams: Streams) -> None:
        table = pa.Table.from_batches([batch([1, 2]), batch([]), batch([3])])

        streams.append("s", table, key="k")
        streams.append("s", table, key="k")
        streams.append("s", table.slice(1, 1))

        assert numbers_in(streams) == [1, 2, 3, 2]

    def test_a_large_append_comes_back_whole(self, streams: Streams) -> None:
        text = "x" * (1 << 20)
        rows = batch(range(20)).append_column("text", pa.array([f"{number}{text}" for number in range(20)]))

        streams.append("s", rows)
        before = streams.scan("s")
        streams.seal("s")

        assert before.equals(pa.table(rows))
        assert streams.scan("s").equals(before)

    def test_every_type_survives_sealing(self, streams: Streams) -> None:
        columns = {
            "flag": pa.array([True, None]),
            "small": pa.array([-1, None], pa.int8()),
            "real": pa.array([1.5, None], pa.float32()),
            "text": pa.array(["a", None], pa.large_string()),
            "raw": pa.array([b"\0", None]),
            "list": pa.array([[1.0, 2.0], None], pa.list_(pa.float32())),
            "nested": pa.array([{"a": 1, "b": ["x"]}, None]),
            "day": pa.array([START.date(), None]),
            "local": pa.array([START.replace(tzinfo=None), None], pa.timestamp("ns")),
        }
        rows = pa.table({"ts": batch([0, 1]).column("ts"), **columns})

        streams.append("s", rows)
        open_rows = streams.scan("s")
        streams.seal("s")

        assert open_rows.equals(rows)
        assert streams.scan("s").equals(rows)

    def test_dictionary_columns_are_stored_as_their_values(self, streams: Streams) -> None:
        for values in (["a", "b"], ["c", "a"]):
            encoded = pa.array(values).dictionary_encode()
            streams.append("s", batch([0, 1]).append_column("kind", encoded))

        assert streams.scan("s").column("kind").to_pylist() == ["a", "b", "c", "a"]

    @pytest.mark.parametrize("moment", ["0001-01-01", "1969-12-31T23:59:59.999999", "2262-04-12", "9999-12-31"])
    def test_any_moment_can_be_stored(self, streams: Streams, moment: str) -> None:
        at = datetime.fromisoformat(moment).replace(tzinfo=UTC)
        rows = pa.record_batch({"ts": pa.array([at], _TIME)})

        streams.append("s", rows)
        sealed = streams.seal("s")

        assert sealed is not None
        assert sealed.files[0].day == moment[:10]
        assert streams.scan("s", start=at).column("ts").to_pylist() == [at]

    # -- columns

    def test_a_column_may_come_later_and_reads_as_null_before(self, streams: Streams) -> None:
        streams.append("s", batch([1]))
        streams.seal("s")
        streams.append("s", batch([2]).append_column("extra", pa.array(["new"])))
        streams.append("s", batch([3]))

        for _ in range(2):
            table = streams.scan("s")
            assert table.column("n").to_pylist() == [1, 2, 3]
            assert table.column("extra").to_pylist() == [None, "new", None]
            streams.seal("s")

    def test_numbers_widen(self, streams: Streams, other: Streams) -> None:
        streams.append("s", batch([1]).append_column("value", pa.array([2**60 + 1])))
        other.append("s", batch([2]).append_column("value", pa.array([0.5])))
        streams.append("s", batch([3]).append_column("value", pa.array([7], pa.int8())))
        streams.append("s", batch([4]).append_column("value", pa.array([None], pa.null())))

        for _ in range(2):
            assert streams.scan("s").column("value").to_pylist() == [float(2**60), 0.5, 7.0, None]
            streams.seal("s")

    def test_a_column_of_another_kind_is_refused_and_nothing_is_written(self, streams: Streams, other: Streams) -> None:
        streams.append("s", batch([1]))
        text = batch([2]).set_column(1, "n", pa.array(["two"]))

        for store in (streams, other):
            with pytest.raises(SchemaMismatch, match="n"):
                store.append("s", text)
        assert numbers_in(streams) == [1]

    @pytest.mark.parametrize(
        "rows",
        [
            pa.record_batch({"n": pa.array([1])}),
            pa.record_batch({"ts": pa.array([START], pa.timestamp("ns", tz="UTC"))}),
            pa.record_batch({"ts": pa.array([START.replace(tzinfo=None)], pa.timestamp("us"))}),
            pa.record_batch({"ts": pa.array([None], _TIME)}),
            pa.record_batch({"ts": pa.array([START], _TIME), "_position": pa.array([1])}),
            pa.record_batch([pa.array([START], _TIME)] * 2, names=["ts", "ts"]),
        ],
    )
    def test_rows_without_a_proper_time_are_refused(self, streams: Streams, rows: pa.RecordBatch) -> None:
        with pytest.raises(SchemaMismatch):
            streams.append("s", rows)
        assert streams.rows("s") == 0

    def test_a_scan_returns_the_columns_asked_for(self, streams: Streams) -> None:
        streams.append("s", batch([1]).append_column("text", pa.array(["a"])))
        streams.seal("s")
        streams.append("s", batch([2]).append_column("text", pa.array(["b"])))

        table = streams.scan("s", columns=["text", "n"])

        assert table.column_names == ["text", "n"]
        assert table.to_pydict() == {"text": ["a", "b"], "n": [1, 2]}
        with pytest.raises(SchemaMismatch, match="absent"):
            streams.scan("s", columns=["absent"])

    def test_a_scan_takes_the_start_and_leaves_the_end(self, streams: Streams) -> None:
        step = timedelta(hours=7)
        streams.append("s", batch(range(10), step=step))
        streams.seal("s")
        streams.append("s", batch(range(10, 20), step=step))

        for start, end in itertools.combinations([None, *range(0, 21, 3)], 2):
            table = streams.scan("s", start=None if start is None else START + start * step, end=START + end * step)
            assert table.column("n").to_pylist() == list(range(start or 0, min(end, 20)))
        assert streams.scan("s", start=START + 30 * step).num_rows == 0
        with pytest.raises(BadInput):
            streams.scan("s", start=START.replace(tzinfo=None))

    @pytest.mark.parametrize("name", ["", "A", "/a", "a/", "a//b", "a/../b", "..", "a b", "a\n", "a~b", "é", "a" * 201])
    def test_an_odd_name_is_refused(self, streams: Streams, name: str) -> None:
        for use in (streams.seal, streams.scan, streams.rows, streams.sealed, lambda n: streams.append(n, batch([1]))):
            with pytest.raises(BadInput):
                use(name)
        assert streams.list() == []

    def test_names_are_listed(self, streams: Streams) -> None:
        for name in ("predictions/late-flight", "predictions", "0", "a.b_c-d/e/f"):
            streams.append(name, batch([1]))

        assert streams.list() == ["0", "a.b_c-d/e/f", "predictions", "predictions/late-flight"]

    # -- keys

    def test_the_same_key_again_writes_nothing(self, streams: Streams, other: Streams) -> None:
        first = streams.append("s", batch([1]), key="a")
        streams.append("s", batch([2]), key="b")

        assert streams.append("s", batch([1]), key="a") == first
        assert other.append("s", batch([1]), key="a") == first
        streams.seal("s")
        assert streams.append("s", batch([1]), key="a") == first
        assert other.append("s", batch([1]), key="a") == first
        assert numbers_in(streams) == [1, 2]

    def test_a_key_is_known_to_an_instance_opened_later(self, streams: Streams, where: str, clock: Clock) -> None:
        first = [streams.append("s", batch([number]), key=f"k{number}") for number in range(3)]
        streams.seal("s")
        first.append(streams.append("s", batch([3]), key="k3"))

        later = self.open(where, clock)

        assert [later.append("s", batch([number]), key=f"k{number}") for number in range(4)] == first
        later.close()

    def test_instances_know_what_the_other_wrote_a_moment_ago(self, streams: Streams, other: Streams) -> None:
        for number in range(20):
            writer, repeater = (streams, other) if number % 3 else (other, streams)
            position = writer.append("s", batch([number]), key=f"k{number}")
            if number % 4 == 0:
                repeater.seal("s")
            assert repeater.append("s", batch([number]), key=f"k{number}") == position
        assert numbers_in(streams) == list(range(20))

    def test_an_empty_append_can_have_a_key(self, streams: Streams, other: Streams) -> None:
        position = streams.append("s", batch([]), key="empty")
        streams.seal("s")

        assert other.append("s", batch([1]), key="empty") == position
        assert streams.rows("s") == 0

    def test_a_key_is_forgotten_after_seven_days(self, streams: Streams, clock: SimulatedClock) -> None:
        streams.append("s", batch([1]), key="a")
        streams.seal("s")
        clock.advance(timedelta(days=6, hours=23))
        streams.append("s", batch([1]), key="a")
        clock.advance(timedelta(hours=2))
        streams.append("s", batch([2]), key="a")

        assert numbers_in(streams) == [1, 2]

    @pytest.mark.parametrize("key", ["", "x" * 513])
    def test_a_key_has_a_limited_length(self, streams: Streams, key: str) -> None:
        with pytest.raises(BadInput):
            streams.append("s", batch([1]), key=key)

    # -- sealing

    def test_sealing_moves_rows_into_objects_by_day(self, streams: Streams) -> None:
        streams.append("s", batch([0, 30, 10, 60], step=timedelta(hours=1)))

        sealed = streams.seal("s")

        assert sealed is not None
        assert (sealed.stream, sealed.sequence, sealed.rows) == ("s", 1, 4)
        assert [(file.day, file.rows) for file in sealed.files] == [
            ("2013-01-01", 2),
            ("2013-01-02", 1),
            ("2013-01-03", 1),
        ]
        assert streams.sealed("s") == sealed.files
        assert numbers_in(streams) == [0, 30, 10, 60]
        assert streams.seal("s") is None

    def test_sealed_and_open_rows_are_one_stream(self, streams: Streams, other: Streams) -> None:
        for number in range(30):
            (streams, other)[number % 2].append("s", batch([number]))
            if number % 7 == 6:
                assert (other, streams)[number % 2].seal("s") is not None
            assert numbers_in(streams) == numbers_in(other) == list(range(number + 1))
            assert streams.rows("s") == number + 1

    def test_it_is_sealed_when_rows_are_many_or_old_or_large(self, streams: Streams, clock: SimulatedClock) -> None:
        def due(**limits: float) -> bool:
            return streams.seal_if_due("s", **limits) is not None  # type: ignore[arg-type]

        streams.append("s", batch(range(10)))
        clock.advance(timedelta(seconds=60))

        assert not due() and not due(max_rows=11) and not due(max_age_s=61) and not due(max_bytes=100_000)
        assert due(max_rows=10)
        streams.append("s", batch([10]))
        assert due(max_bytes=100)
        streams.append("s", batch([11]))
        clock.advance(timedelta(seconds=60))
        assert due(max_age_s=60)
        assert numbers_in(streams) == list(range(12))

    # -- concurrency

    def test_many_writers_lose_and_double_nothing(self, streams: Streams, other: Streams) -> None:
        def write(writer: int) -> list[int]:
            store = (streams, other)[writer % 2]
            return [store.append("s", batch([writer * 100 + at]), key=f"{writer}-{at}") for at in range(50)]

        with ThreadPoolExecutor(4) as pool:
            positions = list(pool.map(write, range(4)))

        flat = [position for part in positions for position in part]
        by_position = dict(zip(flat, [w * 100 + at for w in range(4) for at in range(50)], strict=True))
        assert numbers_in(streams) == [by_position[position] for position in sorted(flat)]

    def test_reading_while_others_append_and_seal_sees_each_row_once(self, streams: Streams, other: Streams) -> None:
        stream, count = f"busy{next(_names)}", 120
        acknowledged = [0]

        def write() -> None:
            for number in range(count):
                streams.append(stream, batch([number]))
                acknowledged[0] = number + 1

        def seal() -> None:
            while acknowledged[0] < count:
                other.seal(stream)

        def read(store: Streams) -> None:
            while acknowledged[0] < count:
                at_least = acknowledged[0]
                seen = numbers_in(store, stream)
                assert seen == list(range(len(seen)))
                assert len(seen) >= at_least

        with ThreadPoolExecutor(5) as pool:
            running = [pool.submit(write), pool.submit(seal), pool.submit(read, streams), pool.submit(read, other)]
            for job in running:
                job.result()
        other.seal(stream)
        assert numbers_in(other, stream) == list(range(count))

    @settings(
        deadline=None,
        max_examples=40,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.differing_executors],
    )
    @given(steps=st.lists(st.tuples(st.sampled_from("abxyseo"), st.integers(0, 4)), max_size=25))
    def test_any_sequence_of_steps_reads_like_a_list(
        self, where: str, clock: SimulatedClock, steps: list[tuple[str, int]]
    ) -> None:
        stream = f"any{next(_names)}"
        stores = {"a": self.open(where, clock), "b": self.open(where, clock)}
        model: list[int] = []
        seen: dict[str, int] = {}
        for count, (action, number) in enumerate(steps):
            if action in "ab":
                stores[action].append(stream, batch([count]))
                model.append(count)
            elif action in "xy":
                position = stores["a" if action == "x" else "b"].append(stream, batch([count]), key=f"k{number}")
                if f"k{number}" not in seen:
                    model.append(count)
                assert seen.setdefault(f"k{number}", position) == position
            elif action == "s":
                stores["a" if number % 2 else "b"].seal(stream)
            elif action == "o":
                stores["a"].close()
                stores["a"] = self.open(where, clock)
            assert numbers_in(stores["b"], stream) == model
        for store in stores.values():
            store.close()

    # -- crashes

    @pytest.mark.parametrize("lines", [1, 20, 300])
    def test_what_a_killed_writer_had_acknowledged_is_there_once(self, where: str, clock: Clock, lines: int) -> None:
        acknowledged = acknowledged_until_killed(__name__, "append_until_killed", [self.opener, where], lines=lines)

        streams = self.open(where, clock)
        seen = numbers_in(streams)

        assert len(seen) >= len(acknowledged)
        assert seen == list(range(len(seen)))
        for number in range(len(seen)):  # the client sends again what it does not know to be acknowledged
            streams.append("s", batch([number]), key=f"k{number}")
        streams.append("s", batch([len(seen)]))
        streams.seal("s")
        assert numbers_in(streams) == list(range(len(seen) + 1))
        streams.close()

    def test_processes_that_write_at_once_and_are_killed_lose_and_double_nothing(
        self, where: str, clock: Clock
    ) -> None:
        def run(writer: int) -> int:
            arguments = [self.opener, where, str(writer * 1_000_000)]
            return len(acknowledged_until_killed(__name__, "append_until_killed", arguments, lines=100))

        with ThreadPoolExecutor(3) as pool:
            acknowledged = list(pool.map(run, range(3)))

        streams = self.open(where, clock)
        seen = numbers_in(streams)
        for writer, count in enumerate(acknowledged):
            own = [number % 1_000_000 for number in seen if number // 1_000_000 == writer]
            assert own == list(range(len(own)))
            assert len(own) >= count
        streams.seal("s")
        assert numbers_in(streams) == seen
        streams.close()

    @pytest.mark.parametrize("lines", random.Random(3).sample(range(10, 80), 3))  # noqa: S311 - repeatable
    def test_a_kill_while_sealing_loses_and_doubles_nothing(self, where: str, clock: Clock, lines: int) -> None:
        acknowledged = acknowledged_until_killed(__name__, "seal_until_killed", [self.opener, where], lines=lines)

        streams = self.open(where, clock)
        seen = numbers_in(streams)

        assert len(seen) >= len(acknowledged)
        assert seen == list(range(len(seen)))
        assert streams.rows("s") == len(seen)
        streams.seal("s")
        assert numbers_in(streams) == seen
        streams.append("s", batch([0]), key="k0")
        assert streams.rows("s") == len(seen)
        streams.close()


def open_at(opener: str, where: str, clock: Clock) -> Streams:
    """Call the opener that `"module:function"` names."""
    module, _, function = opener.partition(":")
    store: Streams = getattr(import_module(module), function)(where, clock)
    return store


def append_until_killed(opener: str, where: str, first: str = "0") -> None:
    """Append row after row and print each number."""
    streams = open_at(opener, where, SimulatedClock(START))
    for number in itertools.count(int(first)):
        streams.append("s", batch([number]), key=f"k{number}")
        acknowledge(str(number))


def seal_until_killed(opener: str, where: str) -> None:
    """Append and seal in turns, so that most moments are inside a seal."""
    streams = open_at(opener, where, SimulatedClock(START))
    for number in itertools.count():
        streams.append("s", batch([number], step=timedelta(hours=9)), key=f"k{number}")
        acknowledge(str(number))
        streams.seal("s")
