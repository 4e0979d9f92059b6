"""From a body to rows: what is right is read exactly, what is wrong is named with its place."""

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flyball.serving.signature import Column, Signature
from flyball.serving.worker.refuse import Refused
from flyball.serving.worker.rows import Layout, join_columns, join_matrix, pick
from flyball.serving.worker.validate import validate

FLOATS = Layout(Signature(inputs=(Column(name="a"), Column(name="b", is_nullable=True))))
MIXED = Layout(
    Signature(
        inputs=(
            Column(name="carrier", datatype="BYTES"),
            Column(name="seats", datatype="INT16", is_nullable=True),
            Column(name="night", datatype="BOOL"),
            Column(name="km", datatype="FP64"),
            Column(name="hour", datatype="UINT8"),
        )
    )
)


def tensor(name: str, data: Any, *, shape: list[int] | None = None, datatype: str = "FP32") -> dict[str, Any]:
    return {"name": name, "shape": shape or [len(data)], "datatype": datatype, "data": data}


def mixed(**changes: dict[str, Any]) -> list[dict[str, Any]]:
    right = {
        "carrier": tensor("carrier", ["UA", "AA"], datatype="BYTES"),
        "seats": tensor("seats", [150, None], datatype="INT16"),
        "night": tensor("night", [True, False], datatype="BOOL"),
        "km": tensor("km", [719.5, 1e300], datatype="FP64"),
        "hour": tensor("hour", [17, 255], datatype="UINT8"),
    }
    return list((right | changes).values())


def read(inputs: list[dict[str, Any]], layout: Layout = FLOATS, **more: Any):
    return validate(json.dumps({"inputs": inputs, **more}).encode(), layout, 100)


def refused(inputs: Any, layout: Layout = FLOATS) -> Refused:
    with pytest.raises(Refused) as caught:
        read(inputs, layout)
    assert 400 <= caught.value.status < 500
    json.loads(caught.value.body())
    return caught.value


@given(st.lists(st.tuples(st.floats(-1e30, 1e30), st.none() | st.floats(-1e30, 1e30)), min_size=1, max_size=20))
def test_columns_and_matrix_say_the_same(rows):
    first, second = [a for a, _ in rows], [b for _, b in rows]

    columns = read([tensor("a", first), tensor("b", second)])
    turned = read([tensor("b", second, shape=[len(rows), 1]), tensor("a", first)])
    matrix = read([tensor("x", [v for row in rows for v in row], shape=[len(rows), 2])])

    wanted = np.array([[a, np.nan if b is None else b] for a, b in rows], dtype=np.float32)
    for valid in (columns, turned, matrix):
        np.testing.assert_array_equal(join_matrix(FLOATS, [valid.rows]), wanted)


def test_nested_data_is_read_row_by_row():
    valid = read([tensor("x", [[1, 2], [3, 4]], shape=[2, 2])])

    np.testing.assert_array_equal(join_matrix(FLOATS, [valid.rows]), [[1, 2], [3, 4]])


def test_mixed_columns_keep_their_types():
    columns = read(mixed(), MIXED).rows.columns

    assert [column.tolist() for column in columns[:1]] == [["UA", "AA"]]
    assert [column.dtype.name for column in columns] == ["object", "float64", "bool", "float64", "uint8"]
    assert np.isnan(columns[1][1])
    assert columns[3][1] == 1e300


def test_requests_of_one_turn_are_joined_in_order():
    parts = [read([tensor("a", [k]), tensor("b", [k + 0.5])]).rows for k in range(3)]
    parts.append(read([tensor("a", [8, 9]), tensor("b", [8.5, None])]).rows)

    joined = join_matrix(FLOATS, parts)

    assert joined[:, 0].tolist() == [0, 1, 2, 8, 9]
    assert len(join_columns(MIXED, [read(mixed(), MIXED).rows] * 2)[0]) == 4
    assert pick(parts[-1], [1], FLOATS).count == 1


def test_unit_key_and_time_come_with_the_request():
    parameters = read([tensor("x", [1, 2], shape=[1, 2])], parameters={"unit": "u", "anything": 3}).parameters

    assert parameters.unit == "u"


@pytest.mark.parametrize(
    ("inputs", "pointer"),
    [
        ([tensor("a", [1.0])], "/inputs"),
        ([], "/inputs"),
        ([tensor("a", [1.0]), tensor("c", [1.0])], "/inputs/1/name"),
        ([tensor("a", [1.0]), tensor("a", [1.0]), tensor("b", [1.0])], "/inputs/1/name"),
        ([tensor("a", [None]), tensor("b", [1.0])], "/inputs/0/data/0"),
        ([tensor("a", [1.0]), tensor("b", [1e39])], "/inputs/1/data/0"),
        ([tensor("a", ["1"]), tensor("b", [1.0])], "/inputs/0/data/0"),
        ([tensor("a", [True]), tensor("b", [1.0])], "/inputs/0/data/0"),
        ([tensor("a", [1.0], datatype="BYTES"), tensor("b", [1.0])], "/inputs/0/datatype"),
        ([tensor("a", [1.0, 2.0]), tensor("b", [1.0])], "/inputs/1/shape"),
        ([tensor("a", [1.0], shape=[2]), tensor("b", [1.0], shape=[2])], "/inputs/0/data"),
        ([tensor("a", [1.0], shape=[-1]), tensor("b", [1.0])], "/inputs/0/shape"),
        ([tensor("a", [], shape=[0]), tensor("b", [], shape=[0])], "/inputs/0/shape"),
        ([tensor("x", [1.0, 2.0, 3.0], shape=[1, 3])], "/inputs/0/shape"),
        ([tensor("x", [1.0, 2.0], shape=[2])], "/inputs/0/shape"),
        ([{"name": "a"}], "/inputs/0"),
    ],
)
def test_a_wrong_request_is_told_where_it_is_wrong(inputs, pointer):
    assert refused(inputs).pointer == pointer


@pytest.mark.parametrize(
    "change",
    [
        {"carrier": tensor("carrier", ["UA", None], datatype="BYTES")},
        {"carrier": tensor("carrier", [1, 2], datatype="BYTES")},
        {"seats": tensor("seats", [32768, 1], datatype="INT16")},
        {"seats": tensor("seats", [1.5, 1], datatype="INT16")},
        {"seats": tensor("seats", [10**30, 1], datatype="INT64")},
        {"night": tensor("night", [1, 0], datatype="BOOL")},
        {"hour": tensor("hour", [-1, 0], datatype="UINT8")},
        {"hour": tensor("hour", [256, 0], datatype="UINT8")},
        {"hour": tensor("hour", [1.0, 0.0], datatype="FP32")},
    ],
)
def test_a_value_outside_its_type_is_refused(change):
    assert refused(mixed(**change), MIXED).pointer


def test_too_many_rows_are_refused_before_they_are_held():
    assert refused([tensor("x", [0.0] * 202, shape=[101, 2])]).status == 413


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_noise_is_refused(body):
    with pytest.raises(Refused) as caught:
        validate(body, FLOATS, 100)
    assert 400 <= caught.value.status < 500


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@given(
    st.fixed_dictionaries({"name": st.sampled_from(["a", "b", "x"]), "shape": JSON, "datatype": JSON, "data": JSON}),
    JSON,
)
def test_any_json_is_read_or_refused_never_a_failure(odd, more):
    body = json.dumps({"inputs": [odd, tensor("a", [1.0]), tensor("b", [1.0])], "parameters": more}).encode()
    for layout in (FLOATS, MIXED):
        with pytest.raises(Refused) as caught:
            validate(body, layout, 100)
        assert 400 <= caught.value.status < 500
