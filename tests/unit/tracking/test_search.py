"""The search language: what it finds, in which order, and what it refuses."""

from __future__ import annotations

import pytest

from flyball.core.errors import BadInput
from flyball.tracking.filter import parse_filter


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
    return lambda filter, **options: "".join(made[r.id] for r in ws.runs.search(filter=filter, **options))


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
}
"""Filter to the names of the runs it finds, newest first."""


def test_a_filter_finds_exactly_what_matches(runs):
    assert {filter: runs(filter) for filter in FOUND} == FOUND


def test_runs_without_a_value_come_last_in_both_directions(runs):
    assert runs("", order="-metrics.auc") == "abcd"
    assert runs("", order="metrics.auc") == "cbad"


def test_pages_double_and_skip_nothing(ws, runs):
    for order in ("-metrics.auc", "metrics.auc", "params.lr", "-started_at", "tags.team"):
        whole = [run.id for run in ws.runs.search(order=order)]

        paged, after = [], None
        while page := ws.runs.search(order=order, limit=1, after=after):
            paged += [run.id for run in page]
            after = page[-1].id

        assert paged == whole, order


@pytest.mark.parametrize(
    ("filter", "reason"),
    [
        ("metrics.auc >", "position 14"),
        ("auc > 1", "position 1"),
        ("metrics.auc > 1 and", "position 20"),
        ("metrics.auc > 'x'", "is a number"),
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


def test_and_binds_closer_than_or():
    node = parse_filter("name = 'a' or name = 'b' and name = 'c'")

    assert node is not None and node.word == "or"


def test_experiments_are_listed_with_their_runs(ws, runs):
    (found,) = ws.runs.experiments()
    assert (found.name, found.run_count) == ("search", 4)


def test_runs_are_compared_side_by_side(ws, runs):
    ids = tuple(run.id for run in ws.runs.search(filter="metrics.auc is not null", order="name"))

    rows = {(row.kind, row.key): row for row in ws.runs.compare(ids=ids)}

    assert rows["metric", "auc"].values == (0.9, 0.8, 0.7)
    assert not rows["param", "lr"].is_equal
    assert rows["param", "kind"].is_equal
