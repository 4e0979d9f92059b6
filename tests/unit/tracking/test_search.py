"""The search language: what it finds, in which order, and what it refuses."""

from __future__ import annotations

import pytest

from flyball.core import Call, calling
from flyball.core.errors import BadInput
from flyball.tracking.search import parse_filter
from flyball.tracking.search.parse import parse_field
from flyball.tracking.search.tree import Field


@pytest.fixture
def runs(ws):
    """Four runs: a, b, c with falling auc, and d without any."""
    made = {}
    for name, auc, lr, team in (("a", 0.9, 0.1, "Red"), ("b", 0.8, 0.01, "blue"), ("c", 0.7, 0.1, "red")):
        with ws.run("search", name=name, params={"lr": lr, "kind": "tree"}, tags={"team": team}) as run:
            run.log({"auc": auc - 0.5})
            run.log({"auc": auc})
        made[run.id] = name
    with pytest.raises(ValueError), ws.run("search", name="d", tags={"a b": "x"}) as run:
        raise ValueError
    made[run.id] = "d"
    return lambda filter, **options: "".join(made[r.id] for r in ws.runs.search(filter=filter, **options).rows)


FOUND = {
    "": "dcba",
    "metrics.auc > 0.75": "ba",
    "metrics.auc > 0.75 and params.lr = 0.1": "a",
    "metrics.auc > 0.75 and params.lr = '0.1'": "a",
    "metrics.auc.min < 0.35": "cb",
    "metrics.auc.mean >= 0.55 or name = 'd'": "dba",
    "metrics.auc.count = 2": "cba",
    "not metrics.auc > 0.75": "c",
    "metrics.auc is null": "d",
    "metrics.auc is not null and not (name = 'a' or name = 'b')": "c",
    "state = 'failed'": "d",
    "status in ('failed', 'killed')": "d",
    "params.lr in (0.01, 0.5)": "b",
    "metrics.auc between 0.7 and 0.8": "cb",
    "tags.team like 'r%'": "c",
    "tags.team ilike 'r%'": "ca",
    "tags.team not like 'r%'": "ba",
    "tags.`a b` = 'x'": "d",
    "params.kind != 'tree'": "",
    "started_at > -1h": "dcba",
    "started_at < '2001-01-01'": "",
    "name = 'it''s'": "",
    'name = "a"': "a",
    'tags."a b" = "x"': "d",
    "not (metrics.auc > 0.75 or params.lr = 0.1)": "",
    "not (metrics.auc > 0.85 and params.lr = 0.1)": "cb",
    "not params.lr in (0.1, 'x')": "b",
    "not (not name = 'a')": "a",
    "user ilike '%' and duration < 60": "dcba",
    "not metrics.auc is null and not tags.team is not null": "",
}
"""Filter to the names of the runs it finds, newest first."""


def test_a_filter_finds_exactly_what_matches(runs):
    assert {filter: runs(filter) for filter in FOUND} == FOUND


def test_runs_without_a_value_come_last_in_both_directions(runs):
    assert runs("", order_by=("-metrics.auc",)) == "abcd"
    assert runs("", order_by=("metrics.auc",)) == "cbad"


def test_several_keys_order_in_turn_and_ties_end_newest_first(runs):
    assert runs("", order_by=("params.lr", "metrics.auc")) == "bcad"
    assert runs("", order_by=("-params.kind", "-metrics.auc")) == "abcd"
    assert runs("", order_by=("params.kind",)) == "cbad"


def test_a_nan_comes_after_numbers_and_before_missing(ws, runs):
    with ws.run("search", name="n") as run:
        run.log({"auc": float("nan")})

    found = ws.runs.search(order_by=("-metrics.auc",), columns=("metrics.auc",)).rows

    assert [row.values.get("metrics.auc") for row in found] == [0.9, 0.8, 0.7, "nan", None]


ORDERS = [
    ("-metrics.auc",), ("metrics.auc", "name"), ("params.lr", "-metrics.auc"), ("-started_at",), ("tags.team",),
    ("-duration", "params.kind"), ("-id",),
]  # fmt: skip


@pytest.mark.parametrize("key", ["a b", "a`b", 'a"b', "`\"'`'); --", "``", '""`', "x.min", "<b>"])
def test_any_key_can_be_written_as_a_field(ws, key):
    assert parse_field(str(Field("params", key))) == Field("params", key)
    with ws.run("quotes", params={key: "found"}):
        pass
    (field,) = [column.field for column in ws.runs.columns() if column.kind == "param"]

    (row,) = ws.runs.search(filter=f"{field} = 'found'", columns=(field,)).rows
    assert row.values == {field: "found"}


def test_pages_double_and_skip_nothing(ws, runs):
    for order in ORDERS:
        whole = [run.id for run in ws.runs.search(order_by=order).rows]

        paged, after = [], None
        while True:
            page = ws.runs.search(order_by=order, limit=1, after=after)
            paged += [run.id for run in page.rows]
            if (after := page.next) is None:
                break

        assert paged == whole, order
        assert [run.id for run in ws.runs.search(order_by=order, skip=2, limit=1).rows] == whole[2:3]


def test_a_page_goes_on_only_for_the_query_it_came_from(ws, runs):
    next = ws.runs.search(limit=1).next

    for other in ({"filter": "name = 'a'"}, {"order_by": ("name",)}):
        with pytest.raises(BadInput, match="go on"):
            ws.runs.search(after=next, **other)
    with pytest.raises(BadInput, match="go on"):
        ws.runs.search(after="bm9uc2Vuc2U")


def test_rows_carry_the_columns_asked_for_and_no_others(ws, runs):
    columns = ("metrics.auc", "metrics.auc.min", "params.lr", "params.kind", "tags.team", "duration", "metrics.none")

    page = ws.runs.search(filter="name = 'a'", columns=columns)

    (row,) = page.rows
    assert row.values.pop("duration") >= 0
    assert row.values == {
        "metrics.auc": 0.9,
        "metrics.auc.min": 0.4,
        "params.lr": 0.1,
        "params.kind": "tree",
        "tags.team": "Red",
    }
    assert (page.total, page.is_exact) == (1, True)
    assert ws.runs.search().rows[0].values == {}


def test_groups_count_their_runs_and_give_mean_and_spread(ws, runs):
    found = ws.runs.groups(by=("params.lr",), columns=("metrics.auc", "params.lr"))

    assert [(g.by["params.lr"], g.runs) for g in found.groups] == [(0.1, 2), (0.01, 1), (None, 1)]
    assert found.total == 3
    of_two = found.groups[0].figures["metrics.auc"]
    assert (of_two.count, of_two.mean, of_two.sd) == (2, pytest.approx(0.8), pytest.approx(0.02**0.5))
    assert found.groups[1].figures["metrics.auc"].sd is None
    assert found.groups[2].figures["metrics.auc"].mean is None
    assert [runs(group.filter) for group in found.groups] == ["ca", "b", "d"]


def test_runs_are_not_grouped_by_what_differs_in_each(local_ws):
    with pytest.raises(BadInput, match="grouped"):
        local_ws.runs.groups(by=("metrics.auc",))


def test_the_names_that_there_are_can_be_completed(ws, runs):
    found = {column.field: column.type for column in ws.runs.columns()}

    assert found["metrics.auc"] == "number"
    assert (found["params.lr"], found["params.kind"]) == ("number", "text")
    assert found["tags.`a b`"] == "text"
    assert found["started_at"] == "time"
    assert [column.field for column in ws.runs.columns(prefix="params.l")] == ["params.lr"]
    assert [(v.value, v.runs) for v in ws.runs.values(field="params.lr")] == [(0.1, 2), (0.01, 1)]
    assert [v.value for v in ws.runs.values(field="tags.team", prefix="r")] == ["Red", "red"]
    assert [v.value for v in ws.runs.values(field="state", prefix="fa")] == ["failed"]


def test_another_projects_names_are_not_offered(local_ws, runs_elsewhere):
    assert all(column.kind == "attribute" for column in local_ws.runs.columns())


@pytest.fixture
def runs_elsewhere(local_ws):
    """A run in another project of the same workspace."""
    with calling(Call(project="elsewhere", is_embedded=True)):
        local_ws.runs.start(experiment="x", params={"secret": 1}, tags={"t": "u"})


@pytest.mark.parametrize(
    ("filter", "reason"),
    [
        ("metrics.auc >", "position 14"),
        ("auc > 1", "position 1"),
        ("metrics.auc > 1 and", "position 20"),
        ("metrics.auc > 'x'", "is a number"),
        ("nmae = 'x'", "did you mean name"),
        ("metrics.auc like 'x'", "is a number"),
        ("metrics.auc in (1, 2", "position 21"),
        ("name > 1", "is text"),
        ("name = -7d", "is no time"),
        ("started_at > 'yesterday'", "is no time"),
        ("(name = 'a'", "position 12"),
        ("name = 'a' ; drop table run", "means nothing"),
        ("(" * 70 + "name = 'a'" + ")" * 70, "nested"),
        (" and ".join(["name = 'a'"] * 201), "too many"),
        ("x" * 10_001, "."),
    ],
)
def test_a_filter_that_cannot_be_read_says_where(local_ws, filter, reason):
    with pytest.raises(BadInput, match=reason):
        local_ws.runs.search(filter=filter)


def test_an_unreadable_filter_tells_an_editor_which_word(local_ws):
    with pytest.raises(BadInput) as refused:
        local_ws.runs.search(filter="state = 'failed' and nonsense > 1")

    assert refused.value.details == {"position": 22, "length": 8}


def test_and_binds_closer_than_or():
    node = parse_filter("name = 'a' or name = 'b' and name = 'c'")

    assert node is not None and node.word == "or"


def test_experiments_are_listed_with_their_runs(ws, runs):
    (found,) = ws.runs.experiments()
    assert (found.name, found.run_count) == ("search", 4)


def test_runs_are_compared_side_by_side(ws, runs):
    ids = tuple(run.id for run in ws.runs.search(filter="metrics.auc is not null", order_by=("name",)).rows)

    rows = {(row.kind, row.key): row for row in ws.runs.compare(ids=ids)}

    assert rows["metric", "auc"].values == (0.9, 0.8, 0.7)
    assert not rows["param", "lr"].is_equal
    assert rows["param", "kind"].is_equal
