import msgspec
import pyarrow as pa
import pytest
from sqlalchemy import update

from flyball.core.errors import AlreadyExists, BadInput, Conflict, NotFound, SchemaMismatch
from flyball.data import Dataset
from flyball.data import tables as t
from flyball.data.manifest import TableManifest, get_manifest, put_manifest
from flyball.workspace import Workspace
from tests.unit.data.conftest import departures


def test_a_commit_is_the_next_version_and_reads_back_as_committed(everywhere: Dataset) -> None:
    january, february = departures(0, 100), departures(100, 50)

    first = everywhere.commit(january, message="January")
    second = everywhere.append(february, message="February")

    assert (first.n, second.n, second.parent) == (1, 2, 1)
    assert (second.rows, second.added, second.message) == (150, 50, "February")
    assert everywhere.read(1).equals(january)
    assert everywhere.read().equals(pa.concat_tables([january, february]))
    assert [version.n for version in everywhere.log()] == [2, 1]


def test_equal_content_is_no_new_version_whatever_the_chunks(everywhere: Dataset) -> None:
    rows = departures(0, 100)
    first = everywhere.commit(rows)

    again = everywhere.commit(pa.concat_tables([rows.slice(0, 33), rows.slice(33)]))

    assert again == first
    assert len(everywhere.log()) == 1


def test_an_append_stores_only_what_is_new(flights: Dataset) -> None:
    first = flights.commit(departures(0, 20_000))

    second = flights.append(departures(20_000, 100))

    assert second.new_bytes < first.size_bytes / 10
    assert second.size_bytes == first.size_bytes + second.new_bytes


def test_a_whole_table_that_begins_like_the_head_stores_only_the_rest(flights: Dataset) -> None:
    flights.commit(departures(0, 20_000))

    second = flights.commit(departures(0, 20_100))

    assert (second.added, second.deleted, second.changed) == (100, 0, 0)
    assert second.new_bytes < second.size_bytes / 10


def test_edits_and_deletions_of_a_whole_table_are_counted(flights: Dataset) -> None:
    before = departures(0, 100)
    flights.commit(before)
    delays = before["delay"].to_pylist()
    delays[7] = 99.0

    after = departures(0, 100, delay=delays).slice(0, 90)
    version = flights.commit(after)

    assert (version.added, version.deleted, version.changed) == (0, 10, 1)


@pytest.mark.parametrize("selector", ["1", 1, "first", "main~1"])
def test_a_version_is_found_by_number_tag_and_distance_from_a_branch(flights: Dataset, selector: str | int) -> None:
    flights.commit(departures(0, 10))
    flights.tag("first")
    flights.append(departures(10, 10))

    assert flights.version(selector).n == 1
    assert flights.version(flights.version(1).commit[:12]).n == 1


def test_a_commit_id_without_letters_is_no_version_number(local_ws: Workspace) -> None:
    dataset = local_ws.dataset("flights").create()
    made = dataset.commit(departures(0, 10))
    digits = "594250433282" + made.commit[12:]
    with local_ws.stores.catalog.change() as change:
        change.connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        change.execute(update(t.commit).where(t.commit.c.id == made.commit).values(id=digits))
        change.execute(update(t.version).where(t.version.c.commit_id == made.commit).values(commit_id=digits))

    assert dataset.version("594250433282").n == 1


def test_a_tag_never_moves(everywhere: Dataset) -> None:
    everywhere.commit(departures(0, 10))
    everywhere.tag("v1")
    everywhere.append(departures(10, 10))

    with pytest.raises(Conflict, match="already names version 1"):
        everywhere.tag("v1")
    assert everywhere.tag("v1", 1).n == 1


def test_a_commit_to_a_branch_leaves_main_where_it_is(flights: Dataset) -> None:
    flights.commit(departures(0, 10))
    flights.branch("trial")

    trial = flights.append(departures(10, 5), branch="trial")

    assert (trial.n, flights.version("main").n, flights.version("trial").rows) == (2, 1, 15)


def test_a_commit_on_a_head_that_has_moved_is_refused(local_ws: Workspace, flights: Dataset) -> None:
    first = flights.commit(departures(0, 10))
    flights.append(departures(10, 10))

    with pytest.raises(Conflict, match="is at 2"):
        local_ws.datasets.commit("flights", manifest=first.manifest, expected=1)


def test_an_append_that_loses_a_race_is_added_to_what_is_there_then(local_ws: Workspace, flights: Dataset) -> None:
    flights.commit(departures(0, 10))
    head = flights._head
    raced = []

    def overtaken(branch: str) -> object:
        found = head(branch)
        if not raced:
            raced.append(local_ws.dataset("flights").append(departures(10, 10)))
        return found

    flights._head = overtaken  # type: ignore[method-assign,assignment]
    version = flights.append(departures(20, 10))

    assert (version.n, version.rows) == (3, 30)


def test_a_key_that_exists_refuses_the_append_and_names_it(everywhere: Dataset) -> None:
    everywhere.commit(departures(0, 10))

    with pytest.raises(BadInput, match=r"already has 1 of these keys: id: f000009"):
        everywhere.append(departures(9, 5))
    assert len(everywhere.log()) == 1


def test_null_and_repeated_keys_refuse_the_commit(flights: Dataset) -> None:
    with pytest.raises(BadInput, match="repeat a key: id: a"):
        flights.commit(departures(0, 3, id=["a", "b", "a"]))
    with pytest.raises(BadInput, match="1 rows for flights have no id"):
        flights.commit(departures(0, 3, id=["a", None, "b"]))
    assert flights.log() == []


def test_declaring_the_same_again_is_harmless_and_something_else_is_refused(local_ws: Workspace) -> None:
    handle = local_ws.dataset("weather")
    handle.create(key=("origin", "hour"))

    assert handle.create(key=("origin", "hour")).info.key == ("origin", "hour")
    with pytest.raises(AlreadyExists):
        handle.create(key="origin")


def test_an_unknown_dataset_or_version_says_what_there_is(flights: Dataset, local_ws: Workspace) -> None:
    with pytest.raises(NotFound, match="datasets: flights"):
        local_ws.dataset("fligths").commit(departures(0, 1))
    flights.commit(departures(0, 1))
    with pytest.raises(NotFound, match="versions end at 1; branches and tags: main"):
        flights.read(9)


def test_a_key_column_that_is_missing_refuses_the_commit(flights: Dataset) -> None:
    with pytest.raises(SchemaMismatch, match="the key column 'id' is missing"):
        flights.commit(pa.table({"x": [1]}))


def test_a_branch_that_does_not_exist_is_not_made_by_a_typo(flights: Dataset) -> None:
    flights.commit(departures(0, 1))
    with pytest.raises(NotFound, match="no branch 'mian'"):
        flights.append(departures(1, 1), branch="mian")


def test_an_empty_table_keeps_its_columns(flights: Dataset) -> None:
    flights.commit(departures(0, 0))
    assert flights.read().schema.names == ["id", "carrier", "delay", "seats", "at"]
    assert flights.append(departures(0, 2)).rows == 2


def test_a_server_does_not_believe_a_manifest_that_lies(ws: Workspace) -> None:
    dataset = ws.dataset("flights").create(key="id")
    version = dataset.commit(departures(0, 10))
    honest = get_manifest(ws.objects, version.manifest)
    assert isinstance(honest, TableManifest)
    fragment = msgspec.structs.replace(honest.fragments[0], id="another", row_sum="0" * 32)
    lies = [
        msgspec.structs.replace(honest, digest="0" * 64, fragments=(fragment,)),
        msgspec.structs.replace(honest, digest="1" * 64),
    ]
    for lie in lies:
        stored = put_manifest(ws.objects, lie)
        if ws.is_remote:
            with pytest.raises(BadInput, match="does not describe its fragments"):
                ws.datasets.commit("flights", manifest=stored)
    assert ws.datasets.get("flights").versions == 1
