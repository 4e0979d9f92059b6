from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flyball.core.errors import BadInput, FlyballError, NotFound, SchemaMismatch, TooLarge
from flyball.data import Dataset
from tests.unit.data.conftest import departures


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_a_csv_becomes_a_version_that_knows_its_file(flights: Dataset, tmp_path: Path) -> None:
    path = written(tmp_path, "week 1.csv", b"id,delay,when\na,1.5,2013-01-01T05:00:00Z\nb,NA,\n")

    version = flights.commit(path)

    assert flights.read()["delay"].to_pylist() == [1.5, None]
    assert version.rows == 2
    assert pa.types.is_timestamp(flights.read()["when"].type)


@pytest.mark.parametrize(
    ("name", "content", "error", "says"),
    [
        ("empty.csv", b"", BadInput, "is empty"),
        ("ragged.csv", b"id,x\n1,2\n3\n", BadInput, "Expected 2 columns"),
        ("twice.csv", b"id,x,x\n1,2,3\n", SchemaMismatch, "two columns are called 'x'"),
        ("nameless.csv", b"id,\n1,2\n", SchemaMismatch, "is no column name"),
        ("binary.csv", b"\x00\x01\x02", BadInput, "not text"),
        ("latin.csv", b"id,x\n1,\xe9t\xe9\n", BadInput, "not UTF-8 text"),
        ("wide.csv", b"x," * 100_000 + b"x\n", TooLarge, "100,001 columns"),
        ("fake.parquet", b"PAR1 this is no parquet PAR1", BadInput, "not a whole Parquet file"),
        ("fake.csv.gz", b"\x1f\x8bnot gzip", BadInput, "cannot be decompressed"),
        ("table.xlsx", b"PK", BadInput, "no known type"),
        ("reserved.csv", b"id,_reasons\n1,2\n", SchemaMismatch, "reserved"),
    ],
)
def test_a_malformed_file_is_one_clear_error_and_nothing_changes(
    flights: Dataset, tmp_path: Path, *, name: str, content: bytes, error: type[FlyballError], says: str
) -> None:
    flights.commit(departures(0, 3))

    with pytest.raises(error, match=says):
        flights.commit(written(tmp_path, name, content))

    assert flights.read().num_rows == 3
    assert len(flights.log()) == 1


def test_a_truncated_parquet_is_refused(flights: Dataset, tmp_path: Path) -> None:
    path = tmp_path / "whole.parquet"
    pq.write_table(departures(0, 1000), path)
    half = written(tmp_path, "half.parquet", path.read_bytes()[:-200])

    with pytest.raises(BadInput, match="not a whole Parquet file"):
        flights.commit(half)
    assert flights.commit(path).rows == 1000


def test_a_parquet_of_very_many_columns_is_refused_before_it_is_read(flights: Dataset, tmp_path: Path) -> None:
    path = tmp_path / "wide.parquet"
    pq.write_table(pa.table({f"c{n}": [1] for n in range(10_001)}), path)
    with pytest.raises(TooLarge, match="10,001 columns"):
        flights.commit(path)


def test_mixed_types_name_the_column(flights: Dataset) -> None:
    with pytest.raises(BadInput, match="column seats"):
        flights.commit(pd.DataFrame({"id": ["a", "b"], "seats": pd.Series([1, "two"], dtype=object)}))


def test_a_missing_file_and_a_thing_that_is_no_table(flights: Dataset) -> None:
    with pytest.raises(NotFound, match=r"no file 'gone\.csv'"):
        flights.commit("/nowhere/gone.csv")
    with pytest.raises(BadInput, match="a int is no table"):
        flights.commit(5)
