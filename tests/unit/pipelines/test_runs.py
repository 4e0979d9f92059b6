"""Rules of runs: what is recorded, what is skipped, how failures travel."""

from __future__ import annotations

import pytest

from flyball.core import Ref
from flyball.core.errors import BadInput, LeaseLost, NotFound
from flyball.pipelines import Future, RunCancelled, StepFailed, pipeline, step
from flyball.pipelines.model import Outcome, StepSpec
from tests.unit.pipelines import recipes
from tests.unit.pipelines.recipes import forgiving, half_broken, load, nested, square, squares, total

CODE = "0" * 64


@pytest.fixture(autouse=True)
def _forget():
    recipes.RAN.seen.clear()


def test_outside_a_pipeline_a_step_is_its_function():
    assert total(square.map(load(4))) == 14


def test_a_run_records_its_steps_in_the_order_of_their_calls(ws):
    run = squares.run(ws, {"n": 3})

    assert (run.state, run.result()) == ("finished", 5)
    assert list(run.steps) == ["load", "square[0]", "square[1]", "square[2]", "total"]
    assert {(step.state, step.attempt) for step in run.steps.values()} == {("done", 1)}
    found = ws.pipelines.get(run.id)
    assert (found.pipeline, found.params, found.step_counts) == ("squares", {"n": 3}, {"done": 5})
    assert ws.pipelines.list_attempts(run.id)[0].step == "load"


def test_a_second_run_takes_everything_from_the_cache_and_says_so(ws):
    first = squares.run(ws, {"n": 2})
    recipes.RAN.seen.clear()
    second = squares.run(ws, {"n": 2})

    assert second.result() == first.result()
    assert recipes.RAN.seen == []
    assert {step.state for step in second.steps.values()} == {"cached"}
    assert f"taken from {first.ref.replace('@', '/load@')}" in second.why("load").sentence


def test_equal_bytes_upstream_keep_what_comes_behind(ws):
    squares.run(ws, {"n": 2})
    again = squares.run(ws, {"n": 2}, refresh=("load",))

    assert {path: step.state for path, step in again.steps.items()}["load"] == "done"
    assert again.steps["total"].state == "cached"
    assert "refresh" in again.why("load").sentence


def test_a_map_computes_only_new_elements(ws):
    squares.run(ws, {"n": 2})
    recipes.RAN.seen.clear()
    squares.run(ws, {"n": 3})
    assert recipes.RAN.seen == ["load", "square 2", "total"]


def test_a_failure_skips_what_depends_on_it_and_lets_other_branches_go_on(ws):
    run = half_broken.run(ws)

    states = {path: step.state for path, step in run.steps.items()}
    assert states == {"broken": "failed", "square": "skipped", "say": "done"}
    assert run.state == "failed"
    assert "broken failed" in run.why("square").sentence
    assert "ValueError: no 1" in run.steps["broken"].error
    with pytest.raises(StepFailed, match="no 1"):
        run.result()


def test_a_body_may_live_with_a_failure(local_ws):
    run = forgiving.run(local_ws)
    assert (run.state, run.result()) == ("finished", "went on after step-failed")


def test_an_order_edge_skips_too(local_ws):
    @pipeline
    def ordered() -> None:
        recipes.say("behind", after=recipes.broken(1))

    run = ordered.run(local_ws)
    assert run.steps["say"].state == "skipped"


def test_another_pipeline_inside_belongs_to_the_run(local_ws):
    run = nested.run(local_ws, {"n": 1})
    assert run.result() == 0 + 1
    assert {"squares/load", "squares.2/load", "total"} <= set(run.steps)


def test_independent_steps_run_side_by_side_with_the_same_outcome(local_ws):
    run = squares.run(local_ws, {"n": 12}, workers=4)
    assert run.result() == sum(n * n for n in range(12))
    assert {step.attempt for step in run.steps.values()} == {1}


def test_wrong_parameters_are_refused_before_there_is_a_run(local_ws):
    with pytest.raises(BadInput, match=r"Expected `int`"):
        squares.run(local_ws, {"n": "three"})
    with pytest.raises(BadInput, match="m"):
        squares.run(local_ws, {"m": 3})
    assert local_ws.pipelines.list_runs() == []


def test_results_are_copies(local_ws):
    @step
    def make() -> list[int]:
        return [1]

    @pipeline
    def changes() -> tuple[list[int], list[int]]:
        made: Future = make()
        made.result().append(2)
        return made.result(), made.result()

    assert changes.run(local_ws).result() == ([1], [1])


def test_lists_of_runs_come_in_pages_latest_first(ws):
    runs = [squares.run(ws, {"n": n}).id for n in range(3)]
    first = ws.pipelines.list_runs(limit=2)
    rest = ws.pipelines.list_runs(limit=2, after=first[-1].id)
    assert [run.id for run in [*first, *rest]] == runs[::-1]
    steps = ws.pipelines.list_steps(runs[2], limit=2)
    behind = ws.pipelines.list_steps(runs[2], limit=10, after=steps[-1].path)
    assert [each.path for each in [*steps, *behind]] == ["load", "square[0]", "square[1]", "total"]
    assert [each.inputs for each in [*steps, *behind]] == [(), ("load",), ("load",), ("square[0]", "square[1]")]


def test_only_the_current_token_can_finish(ws):
    run = ws.pipelines.start("squares", entry="m:squares", code=CODE)
    spec = StepSpec(path="load", function="m.load")
    first = ws.pipelines.begin(run.id, step=spec, owner="a")
    assert ws.pipelines.begin(run.id, step=spec, owner="b").act == "wait"

    second = ws.pipelines.begin(run.id, step=spec, owner="b", take_over="a")
    assert (first.step.attempt, second.step.attempt) == (1, 2)
    with pytest.raises(LeaseLost):
        ws.pipelines.finish(run.id, step="load", attempt=1, outcome=Outcome(state="done"))
    ws.pipelines.finish(run.id, step="load", attempt=2, outcome=Outcome(state="done"))
    with pytest.raises(LeaseLost):
        ws.pipelines.finish(run.id, step="load", attempt=2, outcome=Outcome(state="done"))
    assert [each.state for each in ws.pipelines.list_attempts(run.id)] == ["lost", "done"]


def test_a_cancelled_run_begins_nothing_and_refuses_a_late_finish(ws):
    run = ws.pipelines.start("squares", entry="m:squares", code=CODE)
    spec = StepSpec(path="load", function="m.load")
    ws.pipelines.begin(run.id, step=spec, owner="a")

    assert ws.pipelines.cancel(run.id).state == "cancelled"

    assert ws.pipelines.begin(run.id, step=spec, owner="a").act == "stop"
    with pytest.raises(LeaseLost, match="cancelled"):
        ws.pipelines.finish(run.id, step="load", attempt=1, outcome=Outcome(state="done"))
    assert ws.pipelines.end(run.id, state="finished").state == "cancelled"


def test_cancelling_from_inside_stops_the_body(local_ws):
    recipes.RAN.ws = local_ws

    @step
    def cancels(run: str) -> None:
        recipes.RAN.ws.pipelines.cancel(run)

    @pipeline
    def suicidal(run: str) -> None:
        cancels(run)
        recipes.say("never")

    id = local_ws.ids.new()
    run = suicidal.run(local_ws, {"run": id}, id=id)
    assert run.state == "cancelled"
    assert recipes.RAN.seen == []
    with pytest.raises(RunCancelled):
        run.result()


def test_a_start_sent_twice_is_one_run(ws):
    id = ws.ids.new()
    for _ in range(2):
        assert ws.pipelines.start("squares", entry="m:squares", code=CODE, id=id).id == id
    assert len(ws.pipelines.list_runs()) == 1


def test_unknown_runs_and_steps_are_not_found(ws):
    with pytest.raises(NotFound):
        ws.pipelines.get("0" * 32)
    run = squares.run(ws, {"n": 0})
    with pytest.raises(NotFound):
        ws.pipelines.why(run.id, path="nothing")


def test_why_tells_of_runs_and_steps(local_ws):
    from flyball.pipelines.facts import facts

    run = squares.run(local_ws, {"n": 1})
    told = facts(local_ws.stores, "default", Ref.parse("pipeline:squares"))
    assert told.ref == run.ref
    assert "it finished" in told.sentence and told.facts["params.n"] == 1
    about = facts(local_ws.stores, "default", Ref.parse(f"pipeline:squares/square[0]@{run.id}"))
    assert about.parents == (run.ref,)
    assert about.facts["state"] == "done"


def test_a_name_that_cannot_be_a_step_is_refused():
    with pytest.raises(BadInput):
        step(lambda x: x)
    with pytest.raises(BadInput, match="after"):

        @step
        def late(after: int) -> None: ...

    with pytest.raises(BadInput, match="cache_ignore"):

        @step(cache_ignore=["missing"])
        def quiet(x: int) -> None: ...
