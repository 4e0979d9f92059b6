"""Studies: every trial on record, interrupted ones go on, nothing is tried under two meanings."""

from __future__ import annotations

import optuna
import pytest

from flyball.core.errors import AlreadyExists, BadInput, Conflict, NotFound
from flyball.tuning import Choice, Float, Int, Pruned, study

SPACE = {"x": Float(low=-5.0, high=5.0), "depth": Int(low=1, high=8), "kind": Choice(options=("a", "b"))}


def bowl(attempt):
    return (attempt.params["x"] - 1) ** 2 + (attempt.params["kind"] == "b")


def test_a_study_finds_the_bottom_and_keeps_every_trial(ws):
    found = study(ws, "bowl", bowl, SPACE, trials=15, direction="minimize", seed=1)

    trials = ws.studies.list_trials("bowl")
    assert [trial.number for trial in trials] == list(range(15))
    assert found.best is not None and found.best.value == min(trial.value for trial in trials)
    assert all(isinstance(trial.params["depth"], int) for trial in trials)
    assert ws.studies.get("bowl") == found


def test_the_same_seed_tries_the_same_settings(local_ws):
    for name in ("one", "two"):
        study(local_ws, name, bowl, SPACE, trials=6, seed=3)

    one, two = ([t.params for t in local_ws.studies.list_trials(name)] for name in ("one", "two"))
    assert one == two


def test_an_interrupted_study_goes_on_where_it_stopped(local_ws):
    def interrupted(attempt):
        if attempt.number == 4:
            raise KeyboardInterrupt
        return bowl(attempt)

    with pytest.raises(KeyboardInterrupt):
        study(local_ws, "s", interrupted, SPACE, trials=10, direction="minimize")
    local_ws.studies.start_trial("s", params={"x": 0.0, "depth": 1, "kind": "a"})  # a process that died left this

    found = study(local_ws, "s", bowl, SPACE, trials=10, direction="minimize")

    trials = local_ws.studies.list_trials("s")
    assert [t.state for t in trials] == ["complete"] * 4 + ["failed"] * 2 + ["complete"] * 4
    assert "interrupted" in trials[5].error
    assert len({t.params["x"] for t in trials if t.state == "complete"}) == 8
    assert (found.trial_count, found.complete_count) == (10, 8)


def test_trials_can_be_runs(ws):
    def objective(attempt):
        attempt.run.log({"loss": bowl(attempt)})
        return bowl(attempt)

    found = study(ws, "runs", objective, SPACE, trials=2, experiment="tuning")

    assert found.best is not None and found.best.run is not None
    run = ws.runs.get(found.best.run)
    assert (run.experiment, run.state, run.tags["study"]) == ("tuning", "finished", "runs")
    assert run.params == found.best.params
    assert run.metrics["objective"] == found.best.value
    assert {edge.dst for edge in ws.lineage.down(found.ref).edges} >= {run.ref}


def test_a_hopeless_trial_is_pruned(local_ws):
    def objective(attempt):
        for step in range(4):
            attempt.report(attempt.params["x"], step=step)
        return attempt.params["x"]

    pruner = optuna.pruners.ThresholdPruner(lower=0.0)
    study(local_ws, "pruned", objective, {"x": Float(low=-1.0, high=1.0)}, trials=8, pruner=pruner)

    trials = local_ws.studies.list_trials("pruned")
    assert {t.state for t in trials} == {"complete", "pruned"}
    assert all((t.state == "pruned") == (t.params["x"] < 0) for t in trials)
    assert all(t.values for t in trials)


def test_an_exception_fails_the_trial_and_is_raised_unless_caught(local_ws):
    def objective(attempt):
        raise ValueError("bad setting")

    with pytest.raises(ValueError, match="bad setting"):
        study(local_ws, "fails", objective, SPACE, trials=3)
    found = study(local_ws, "fails", objective, SPACE, trials=3, catch=(ValueError,))

    assert [t.state for t in local_ws.studies.list_trials("fails")] == ["failed"] * 3
    assert found.best is None


def test_a_value_that_cannot_be_compared_is_refused(local_ws):
    with pytest.raises(BadInput, match="finite"):
        study(local_ws, "nan", lambda attempt: float("nan"), SPACE, trials=1)


def test_an_objective_may_give_up_itself(local_ws):
    def objective(attempt):
        raise Pruned

    study(local_ws, "gives-up", objective, SPACE, trials=1)

    assert local_ws.studies.list_trials("gives-up")[0].state == "pruned"


def test_a_name_means_one_space(local_ws):
    local_ws.studies.create(name="s", space=SPACE)

    with pytest.raises(AlreadyExists):
        local_ws.studies.create(name="s", space={"x": Float(low=0.0, high=1.0)})


def test_a_trial_ends_once(ws):
    ws.studies.create(name="s", space={"x": Float(low=0.0, high=1.0)})
    trial = ws.studies.start_trial("s", params={"x": 0.5})
    ended = ws.studies.end_trial("s", trial.number, state="complete", value=0.25)

    assert ws.studies.end_trial("s", trial.number, state="complete", value=0.25) == ended
    with pytest.raises(Conflict):
        ws.studies.end_trial("s", trial.number, state="failed")


def test_unknown_studies_trials_and_params_are_refused(local_ws):
    with pytest.raises(NotFound):
        local_ws.studies.get("nothing")
    local_ws.studies.create(name="s", space={"x": Float(low=0.0, high=1.0)})
    with pytest.raises(NotFound):
        local_ws.studies.end_trial("s", 7, state="failed")
    with pytest.raises(BadInput, match="other params"):
        local_ws.studies.start_trial("s", params={"y": 1.0})


@pytest.mark.parametrize("space", [{}, {"x": Float(low=1.0, high=0.0)}, {"x": Int(low=0, high=3, log=True)}])
def test_a_space_that_cannot_be_searched_is_refused(local_ws, space):
    with pytest.raises(BadInput):
        local_ws.studies.create(name="s", space=space)
