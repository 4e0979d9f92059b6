from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flyball.core import Ref
from flyball.core.errors import BadInput, NotFound, StoreCorrupt
from flyball.data import Dataset
from flyball.data.facts import facts
from flyball.data.manifest import get_manifest
from flyball.workspace import Workspace
from tests.unit.data.conftest import departures


def test_a_page_of_rows_spans_fragments(everywhere: Dataset) -> None:
    everywhere.commit(departures(0, 10))
    everywhere.append(departures(10, 10))

    page = everywhere._datasets.rows("flights", "main", limit=4, offset=8, columns=("id", "at"))

    assert page.total == 20
    assert page.rows[0] == ("f000008", "2013-01-01T00:34:40Z")
    assert [row[0] for row in page.rows] == ["f000008", "f000009", "f000010", "f000011"]
    assert everywhere._datasets.rows("flights", "main", limit=4, offset=100).rows == ()


def test_a_version_answers_sql(flights: Dataset) -> None:
    flights.commit(departures(0, 9))
    counts = flights.sql("select carrier, count(*) as n from this group by carrier order by carrier")
    assert counts.to_pydict() == {"carrier": ["AA", "B6", "UA"], "n": [3, 3, 3]}
    with pytest.raises(BadInput, match="query cannot be run"):
        flights.sql("select nothing from nowhere")


def test_a_profile_is_of_all_rows_of_the_version(everywhere: Dataset) -> None:
    everywhere.commit(departures(0, 4000))
    everywhere.append(departures(4000, 1000, seats=pa.nulls(1000, pa.int64())))

    columns = {column.name: column for column in everywhere.profile().columns}

    assert columns["seats"].null_share == 0.2
    assert (columns["seats"].low, columns["seats"].high, columns["seats"].distinct) == (100, 149, 50)
    assert columns["delay"].quantiles["0.5"] == pytest.approx(19.5, abs=1)
    assert columns["delay"].mean == pytest.approx(19.5)
    assert columns["id"].distinct == pytest.approx(5000, rel=0.3)
    assert (columns["at"].low, columns["carrier"].high) == ("2013-01-01T00:26:40Z", "UA")


def test_a_profile_has_a_histogram_of_every_number(everywhere: Dataset) -> None:
    everywhere.commit(departures(0, 4000))

    columns = {column.name: column for column in everywhere.profile().columns}

    delay = columns["delay"]
    assert (len(delay.edges), len(delay.counts), sum(delay.counts)) == (21, 20, 4000)
    assert max(abs(count - 200) for count in delay.counts) <= 4000 / 32
    assert columns["carrier"].edges == columns["carrier"].counts == ()


def test_a_column_is_counted_beside_another_version_on_the_same_bins(everywhere: Dataset) -> None:
    everywhere.commit(departures(0, 400))
    everywhere.append(departures(400, 400, seats=pa.array([500] * 400)))

    seats = everywhere._datasets.column("flights", "main", column="seats", against="1", bins=10)
    carrier = everywhere._datasets.column("flights", "main", column="carrier")

    assert seats.against is not None
    assert (sum(seats.version.counts), sum(seats.against.counts)) == (800, 400)
    assert (seats.version.counts[-1], seats.against.counts[-1]) == (400, 0)
    assert (seats.edges[0], seats.edges[-1], len(seats.edges)) == (100.0, 500.0, 11)
    assert carrier.levels == ("AA", "UA", "B6")
    assert carrier.against is None
    assert (sum(carrier.version.counts), carrier.version.counts[-1]) == (800, 0)


def test_a_column_with_few_values_is_shown_by_value(everywhere: Dataset) -> None:
    rows = departures(0, 6)
    everywhere.commit(rows.append_column("is_late", pa.array([0, 1, None, 0, 0, 1])))

    found = everywhere._datasets.column("flights", "main", column="is_late")

    assert (found.levels, found.edges) == ((0, 1), ())
    assert (found.version.counts, found.version.nulls) == ((3, 2, 0), 1)
    with pytest.raises((BadInput, NotFound)):
        everywhere._datasets.column("flights", "main", column="nothing")


def test_a_diff_shows_rows_and_cells(everywhere: Dataset) -> None:
    everywhere.commit(departures(0, 100))
    after = departures(1, 100)
    delays = after["delay"].to_pylist()
    delays[0], delays[1] = None, -0.5
    everywhere.commit(after.set_column(2, "delay", pa.array(delays)))

    diff = everywhere.diff(1)
    told = everywhere._datasets.diff("flights", old="1")

    assert diff.added["id"].to_pylist() == ["f000100"]
    assert diff.deleted["id"].to_pylist() == ["f000000"]
    assert diff.new["id"].to_pylist() == ["f000001", "f000002"]
    assert diff.old["delay"].to_pylist() == [1.0, 2.0]
    assert (told.added, told.deleted, told.changed, told.changed_cells) == (1, 1, 2, {"delay": 2})
    assert (told.sample[0].key, told.sample[0].old, told.sample[0].new) == (("f000001",), 1.0, None)


def test_cells_differ_by_bits_but_all_nan_are_one(flights: Dataset) -> None:
    flights.commit(departures(0, 3, delay=[float("nan"), 0.0, None]))
    flights.commit(departures(0, 3, delay=[float("nan"), -0.0, None]))
    assert flights.diff(1).new["id"].to_pylist() == ["f000001"]


def test_without_a_key_rows_are_a_multiset(local_ws: Workspace) -> None:
    handle = local_ws.dataset("bag").create()
    handle.commit(pa.table({"x": [1, 1, 2]}))
    handle.commit(pa.table({"x": [2, 1, 3]}))

    diff = handle.diff(1)

    assert (diff.added["x"].to_pylist(), diff.deleted["x"].to_pylist()) == ([3], [1])


def test_a_checkout_of_a_table_is_plain_parquet(flights: Dataset, tmp_path: Path) -> None:
    flights.commit(departures(0, 10))
    (path,) = flights.checkout("main", tmp_path / "out")
    assert pq.read_table(path).equals(departures(0, 10))


def test_an_unknown_column_says_which_there_are(flights: Dataset) -> None:
    flights.commit(departures(0, 1))
    with pytest.raises(NotFound, match="columns: id, carrier"):
        flights.read(columns=["idd"])


def test_a_damaged_object_is_named_and_never_read(local_ws: Workspace, flights: Dataset) -> None:
    version = flights.commit(departures(0, 1000))
    (fragment,) = get_manifest(local_ws.objects, version.manifest).objects()
    path = local_ws.objects.open_local(fragment)
    assert path is not None
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-1] + b"x")

    with pytest.raises(StoreCorrupt, match=fragment):
        flights.read()


def test_where_rows_came_from_is_in_the_lineage(local_ws: Workspace, flights: Dataset, tmp_path: Path) -> None:
    (tmp_path / "week 1.csv").write_text("id,x\na,1\n")
    flights.commit(tmp_path / "week 1.csv")
    flights.append(pa.table({"id": ["b"], "x": [2]}), sources=["source:airline-feed"])

    with local_ws.stores.catalog.read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT a.ref, b.ref FROM lineage_edge JOIN lineage_node a ON a.id = src JOIN lineage_node b ON b.id = dst"
        ).all()

    assert set(map(tuple, rows)) == {
        ("source:file/week-1.csv", "dataset:flights@1"),
        ("source:airline-feed", "dataset:flights@2"),
    }


def test_facts_say_in_one_sentence_what_a_version_holds(local_ws: Workspace, flights: Dataset) -> None:
    flights.commit(departures(0, 1234), message="January")

    told = facts(local_ws.stores, "default", Ref.parse("dataset:flights@main"))

    assert told.ref == "dataset:flights@1"
    assert told.sentence.startswith('Version 1 of dataset flights "January" holds 1,234 rows (1,234 added, 0 deleted')
    assert told.facts["suite_status"] == "none"


def test_a_commit_and_its_refusals_are_events(local_ws: Workspace, flights: Dataset) -> None:
    flights.commit(departures(0, 10))
    flights.tag("v1")
    with local_ws.stores.catalog.read() as connection:
        kinds = connection.exec_driver_sql("SELECT kind FROM event ORDER BY seq").scalars().all()
    assert kinds == ["dataset.created", "dataset.committed", "dataset.tagged"]


def test_distinct_is_within_its_stated_error(local_ws: Workspace) -> None:
    handle = local_ws.dataset("many").create()
    handle.commit(pa.table({"x": np.random.default_rng(3).integers(0, 2**60, 50_000)}))
    assert handle.profile().columns[0].distinct == pytest.approx(50_000, rel=0.27)  # three standard errors
