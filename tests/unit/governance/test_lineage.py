from __future__ import annotations

import time
from itertools import count, pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flyball.core.errors import BadRef, NotFound
from flyball.governance.facts import FACTS
from flyball.workspace import Workspace
from tests.unit.governance.helpers import link, trial_facts

_NUMBERS = count()


@pytest.fixture(autouse=True)
def trials() -> None:
    FACTS.register("trial", f"{trial_facts.__module__}:trial_facts")


def test_up_is_what_a_thing_was_made_from_and_down_what_was_made_from_it(local_ws: Workspace) -> None:
    link(local_ws, ("source:a", "trial:1"), ("trial:1", "trial:2"), ("trial:1", "trial:3"))

    assert local_ws.lineage.up("trial:2").nodes == ("trial:2", "trial:1", "source:a")
    assert set(local_ws.lineage.down("source:a").nodes) == {"source:a", "trial:1", "trial:2", "trial:3"}
    assert len(local_ws.lineage.down("source:a").edges) == 3


def test_depth_kind_and_limit_narrow_the_walk(local_ws: Workspace) -> None:
    link(local_ws, *[(f"trial:{n}", f"trial:{n + 1}") for n in range(10, 20)], ("source:a", "trial:10"))

    assert local_ws.lineage.up("trial:20", depth=2).nodes == ("trial:20", "trial:19", "trial:18")
    assert local_ws.lineage.up("trial:20", kind="source").nodes == ("source:a",)
    cut = local_ws.lineage.up("trial:20", limit=3)
    assert (len(cut.nodes), cut.is_complete) == (3, False)


def test_a_circle_ends_the_walk(local_ws: Workspace) -> None:
    link(local_ws, ("trial:1", "trial:2"), ("trial:2", "trial:1"))

    assert set(local_ws.lineage.up("trial:1").nodes) == {"trial:1", "trial:2"}
    assert set(local_ws.lineage.up("trial:1", depth=9).nodes) == {"trial:1", "trial:2"}


def test_many_ways_to_the_same_thing_cost_no_more_than_one(local_ws: Workspace) -> None:
    # 30 layers of 3 nodes, all joined: 3^30 ways, 90 nodes.
    layers = [[f"trial:{layer}.{n}" for n in range(3)] for layer in range(30)]
    link(local_ws, *[(a, b) for above, below in pairwise(layers) for a in above for b in below])

    started = time.perf_counter()
    graph = local_ws.lineage.up("trial:29.0")

    assert len(graph.nodes) == 29 * 3 + 1
    assert time.perf_counter() - started < 5


def test_lineage_is_the_same_wherever_it_is_asked(ws: Workspace) -> None:
    assert ws.lineage.up("run:unknown").nodes == ()
    with pytest.raises(BadRef):
        ws.lineage.up("not a ref")


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edges=st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=1, max_size=30))
def test_a_walk_reaches_exactly_what_edges_reach(local_ws: Workspace, edges: list[tuple[int, int]]) -> None:
    name = f"trial:{next(_NUMBERS)}-"  # the workspace is the same for all examples
    link(local_ws, *[(f"{name}{a}", f"{name}{b}") for a, b in edges])
    start = edges[0][1]
    reached, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        new = {a for a, b in edges if b == here} - reached
        reached |= new
        waiting.extend(new)

    assert set(local_ws.lineage.up(f"{name}{start}").nodes) == {f"{name}{n}" for n in reached}


def test_why_tells_facts_and_parents_in_the_order_a_person_asks(local_ws: Workspace) -> None:
    link(local_ws, ("source:weather", "trial:1"), ("trial:1", "deployment:late"), ("code:abc", "trial:1"))

    why = local_ws.why.explain("deployment:late")

    assert [facts.ref for facts in why.links] == [
        "deployment:late", "trial:1", "code:abc", "source:weather", "source:raw-1",
    ]  # fmt: skip
    assert "Trial 1 reached 0.7." in why.sentences
    assert ("source:raw-1", "trial:1") in {(edge.src, edge.dst) for edge in why.edges}
    assert why.is_complete


def test_why_of_nothing_is_an_error(local_ws: Workspace) -> None:
    with pytest.raises(NotFound):
        local_ws.why.explain("trial:9")


def test_why_of_a_long_history_is_bounded_and_says_so(local_ws: Workspace) -> None:
    link(local_ws, *[(f"source:s{n}", f"source:s{n + 1}") for n in range(400)])

    why = local_ws.why.explain("source:s400")

    assert len(why.links) == 300
    assert not why.is_complete


def test_why_does_not_follow_a_deployment_to_all_it_ever_served(local_ws: Workspace) -> None:
    link(local_ws, ("trial:1", "deployment:late"), ("deployment:late", "incident:a"), ("incident:a", "trial:2"))

    refs = [facts.ref for facts in local_ws.why.explain("trial:2").links]

    assert "deployment:late" in refs
    assert "trial:1" not in refs
    assert "trial:1" in local_ws.lineage.up("trial:2").nodes


def test_why_tells_nothing_of_versions_that_came_later(local_ws: Workspace) -> None:
    rows = local_ws.dataset("flights").create(key="id")
    rows.commit({"id": [1]})
    link(local_ws, ("dataset:flights", "trial:v"), ("dataset:flights@1", "trial:v"))
    rows.append({"id": [2]})

    told = " ".join(local_ws.why.explain("trial:v").sentences)

    assert "Version 1 of dataset flights" in told
    assert "Version 2" not in told
