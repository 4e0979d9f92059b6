import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from flyball.core.errors import SchemaMismatch
from flyball.data import Dataset
from flyball.data.types import parse_type, type_name
from flyball.workspace import Workspace
from tests.unit.data.conftest import departures


def test_a_missing_column_is_drift_and_never_silent_nulls(flights: Dataset) -> None:
    flights.commit(departures(0, 10))
    with pytest.raises(SchemaMismatch, match=r"lack 1 columns of the dataset: missing: seats"):
        flights.append(departures(10, 5).drop_columns(["seats"]))


def test_a_new_column_is_null_in_older_rows_and_rewrites_nothing(flights: Dataset) -> None:
    flights.commit(departures(0, 1000))
    version = flights.append(departures(1000, 2, gate=["A1", None]))

    assert flights.read()["gate"].to_pylist() == [None] * 1000 + ["A1", None]
    assert version.new_bytes < version.size_bytes / 2
    assert "gate" not in flights.read(1).column_names


def test_a_dropped_column_that_comes_back_does_not_bring_its_old_values(flights: Dataset) -> None:
    flights.commit(departures(0, 10))
    flights.commit(departures(0, 10).drop_columns(["seats"]))

    flights.append(departures(10, 1, seats=[7]))

    assert flights.read()["seats"].to_pylist() == [None] * 10 + [7]


def test_widths_widen_and_whole_floats_fit_integers(flights: Dataset) -> None:
    flights.commit(departures(0, 2, seats=pa.array([1, 2], pa.int32())))
    flights.append(departures(2, 1, seats=pa.array([2**40], pa.int64())))
    flights.append(departures(3, 2, seats=pa.array([3.0, None], pa.float64())))

    assert flights.read()["seats"].type == pa.int64()
    assert flights.read()["seats"].to_pylist() == [1, 2, 2**40, 3, None]


@pytest.mark.parametrize(
    ("column", "values", "why"),
    [
        ("seats", [1.5], "'1.5' is no int64"),
        ("seats", ["many"], "'many' is no int64"),
        ("carrier", [5], "'5' is no string"),
    ],
)
def test_a_value_that_does_not_fit_is_named(flights: Dataset, column: str, values: list[object], why: str) -> None:
    flights.commit(departures(0, 10))
    with pytest.raises(SchemaMismatch, match=why):
        flights.append(departures(10, 1, **{column: values}))


def test_a_naive_time_does_not_become_an_instant(flights: Dataset) -> None:
    flights.commit(departures(0, 10))
    naive = pa.array([1_357_000_000_000_000], pa.timestamp("us"))
    with pytest.raises(SchemaMismatch, match="column 'at' holds"):
        flights.append(departures(10, 1, at=naive))


def test_pandas_polars_and_arrow_of_the_same_rows_are_the_same_version(flights: Dataset) -> None:
    rows = departures(0, 10)
    version = flights.commit(rows)

    assert flights.commit(rows.to_pandas()) == version
    assert flights.commit(pl.from_arrow(rows)) == version
    assert flights.to_pandas()["id"].tolist() == rows["id"].to_pylist()
    assert flights.to_polars().height == 10


def test_nan_of_pandas_is_null_and_of_polars_a_value(local_ws: Workspace) -> None:
    handle = local_ws.dataset("numbers").create()
    handle.commit(pd.DataFrame({"x": [1.0, float("nan")]}))
    assert handle.read()["x"].null_count == 1
    handle.commit(pl.DataFrame({"x": [1.0, float("nan")]}))
    assert handle.read()["x"].null_count == 0


def test_categories_are_stored_as_their_values(local_ws: Workspace) -> None:
    handle = local_ws.dataset("colours").create()
    handle.commit(pd.DataFrame({"c": pd.Categorical(["red", "blue", "red"])}))
    assert handle.read()["c"].type == pa.string()


@pytest.mark.parametrize(
    "kind",
    [
        pa.int8(), pa.uint64(), pa.float32(), pa.bool_(), pa.date32(), pa.time64("us"), pa.timestamp("ns"),
        pa.timestamp("us", tz="America/New_York"), pa.decimal128(12, 3), pa.duration("ms"), pa.binary(),
        pa.list_(pa.list_(pa.int16())), pa.null(),
    ],
)  # fmt: skip
def test_every_type_is_spelled_read_back_and_stored(local_ws: Workspace, kind: pa.DataType) -> None:
    assert parse_type(type_name(kind)) == kind

    handle = local_ws.dataset("types").create()
    table = pa.table({"x": pa.nulls(3, kind)})
    handle.commit(table)

    assert handle.read().schema.field("x").type == kind
    assert handle.profile().columns[0].nulls == 3
    assert handle._datasets.rows("types", "main").rows == ((None,), (None,), (None,))


def test_a_struct_column_is_refused_with_what_to_do(local_ws: Workspace) -> None:
    with pytest.raises(SchemaMismatch, match="store it as JSON text"):
        local_ws.dataset("nested").create().commit(pa.table({"x": [{"a": 1}]}))
