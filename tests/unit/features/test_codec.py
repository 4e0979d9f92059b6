from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flyball.core.errors import SchemaMismatch, StoreCorrupt
from flyball.features.kernel import Column, RowCodec, pack_key, pack_versions

NUMBERS = RowCodec({"delay": "float64", "n": "int64", "ok": "bool"})


def columns(delay, n, ok):
    return {
        "delay": Column.of(np.array(delay, dtype=np.float64)),
        "n": Column.of([v or 0 for v in n], [v is not None for v in n]),
        "ok": Column.of(np.array(ok, dtype=np.bool_)),
    }


def test_a_row_of_numbers_is_one_byte_of_format_the_bitmap_and_the_values() -> None:
    row = NUMBERS.encode(columns([1.5], [None], [True]))[0]

    assert len(row) == 1 + 1 + 8 + 8 + 1
    assert row[:2] == b"\x01\x02"


def test_rows_come_back_as_they_were_and_absent_rows_are_null_everywhere() -> None:
    rows = NUMBERS.encode(columns([1.5, math.inf], [None, -(2**63)], [True, False]))

    decoded, present = NUMBERS.decode([rows[1], None, rows[0]])

    assert present.tolist() == [True, False, True]
    assert decoded["delay"].to_list() == [math.inf, None, 1.5]
    assert decoded["n"].to_list() == [-(2**63), None, None]
    assert decoded["ok"].to_list() == [False, None, True]


def test_no_rows_decode_to_empty_columns() -> None:
    decoded, present = RowCodec({"name": "str", "n": "int64"}).decode([])

    assert (present.size, decoded["name"].to_list(), decoded["n"].to_list()) == (0, [], [])


@given(st.lists(st.tuples(st.text(max_size=5), st.binary(max_size=5), st.integers(-9, 9)), min_size=1, max_size=9))
def test_text_and_bytes_of_any_length_round_trip(rows) -> None:
    codec = RowCodec({"t": "str", "n": "int64", "b": "bytes"})
    text, data, number = (list(column) for column in zip(*rows, strict=True))

    packed = codec.encode({"t": Column.of(np.array(text, dtype=object)), "n": Column.of(number), "b": _objects(data)})

    decoded = codec.decode(packed)[0]
    assert [decoded[name].to_list() for name in ("t", "n", "b")] == [text, number, data]


def test_damaged_rows_are_named_as_such() -> None:
    good = NUMBERS.encode(columns([1.5], [1], [True]))[0]

    for bad in (good[:-1], b"\x09" + good[1:], b""):
        with pytest.raises(StoreCorrupt):
            NUMBERS.decode([good, bad])
    with pytest.raises(StoreCorrupt):
        RowCodec({"t": "str"}).decode([RowCodec({"t": "str"}).encode({"t": _objects(["x"])})[0][:-1]])


def test_columns_must_be_those_of_the_schema() -> None:
    with pytest.raises(SchemaMismatch, match="extra"):
        NUMBERS.encode({**columns([1.0], [1], [True]), "extra": Column.of([1])})


def test_keys_of_different_types_differ() -> None:
    assert len({pack_key(key) for key in (["1"], [1], [b"1"], ["1", "1"], [True])}) == 5


@given(
    st.lists(
        st.tuples(
            st.integers(-(2**63), 2**63 - 1),
            st.one_of(st.none(), st.integers(-(2**63) + 1, 2**63 - 1)),
            st.integers(0, 2**64 - 1),
        ),
        min_size=2,
        max_size=8,
    )
)
def test_versions_compare_as_bytes_like_time_created_and_hash(rows) -> None:
    at, created, tie = zip(*rows, strict=True)
    known = Column.of(np.array([c or 0 for c in created], dtype=np.int64), [c is not None for c in created])

    versions = pack_versions(np.array(at, dtype=np.int64), known, np.array(tie, dtype=np.uint64))

    keys = [(a, c is not None, c or 0, t) for a, c, t in rows]
    assert {len(v) for v in versions} == {24}
    assert [v for _, v in sorted(zip(keys, versions, strict=True))] == sorted(versions)


def _objects(values: list[object]) -> Column:
    return Column.of(np.array([*values, None], dtype=object)[:-1])
