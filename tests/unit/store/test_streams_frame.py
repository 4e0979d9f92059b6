from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flyball.core.errors import TooLarge
from flyball.store.streams.frame import MAGIC, TornMiddle, decode_all, encode, encode_key

appends = st.lists(
    st.tuples(st.none() | st.text(min_size=1, max_size=9), st.binary(max_size=20), st.binary(max_size=40)),
    min_size=1,
    max_size=5,
)


def file_of(values: list[tuple[str | None, bytes, bytes]]) -> list[bytes]:
    return [
        encode(key=encode_key(key), schema=schema, batches=rows, rows=3, position=3 * at + 3, at_us=at)
        for at, (key, schema, rows) in enumerate(values)
    ]


@given(appends)
def test_frames_are_read_back(values: list[tuple[str | None, bytes, bytes]]) -> None:
    encoded = file_of(values)

    frames, end = decode_all(b"".join(encoded), offset=1000)

    assert [(frame.key, frame.schema, bytes(frame.batches)) for frame in frames] == values
    assert [frame.position for frame in frames] == [3 * at + 3 for at in range(len(values))]
    assert end == 1000 + sum(map(len, encoded)) == frames[-1].end


@given(appends, st.data())
def test_a_file_cut_anywhere_keeps_its_whole_frames(
    values: list[tuple[str | None, bytes, bytes]], data: st.DataObject
) -> None:
    encoded = file_of(values)
    whole = b"".join(encoded)
    cut = data.draw(st.integers(0, len(whole)))
    zeros = data.draw(st.sampled_from([0, 1, 100]))  # what a power loss may leave after the last write

    frames, end = decode_all(whole[:cut] + bytes(zeros), offset=0)

    sizes = [sum(map(len, encoded[: count + 1])) for count in range(len(encoded))]
    assert len(frames) == sum(size <= cut for size in sizes)
    assert end == max([size for size in sizes if size <= cut], default=0)


@given(appends, st.data())
def test_a_changed_byte_never_passes_for_data(
    values: list[tuple[str | None, bytes, bytes]], data: st.DataObject
) -> None:
    encoded = file_of([*values, ("last", b"", b"")])
    damaged = bytearray(b"".join(encoded))
    at = data.draw(st.integers(0, len(damaged) - len(encoded[-1]) - 1))
    damaged[at] ^= data.draw(st.integers(1, 255))

    with pytest.raises(TornMiddle) as torn:
        decode_all(bytes(damaged), offset=0)

    assert torn.value.offset <= at


def test_rows_that_look_like_a_frame_are_only_rows() -> None:
    inner = encode(key=b"", schema=b"", batches=b"", rows=0, position=0, at_us=0)
    outer = encode(key=b"", schema=MAGIC, batches=inner * 2, rows=1, position=1, at_us=0)

    frames, end = decode_all(outer, offset=0)

    assert (len(frames), end) == (1, len(outer))


def test_an_append_of_more_than_a_gigabyte_is_refused() -> None:
    class Huge(bytes):
        def __len__(self) -> int:
            return 1 << 31

    with pytest.raises(TooLarge):
        encode(key=b"", schema=b"", batches=Huge(), rows=1, position=1, at_us=0)
