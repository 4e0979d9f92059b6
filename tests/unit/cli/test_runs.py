"""Runs, studies, evaluations and reproductions from the shell."""

from __future__ import annotations

import json

import pyarrow as pa
import pytest

import flyball
from flyball.cli.main import main
from flyball.evaluation import Gate, evaluate
from flyball.tuning import Float, study
from tests import workspaces
from tests.unit.tracking import training


@pytest.fixture
def story(tmp_path, monkeypatch, capsys):
    """A workspace with two repeatable runs, a study and an evaluation; returns a function that runs a command."""
    monkeypatch.setenv("FLYBALL_HOME", workspaces.settings_in(tmp_path).home)
    with flyball.connect() as ws:
        ws.dataset("flights").create().commit(pa.table({"delay": [1.0, 2.0]}))
        runs = [
            ws.execute(training.fit, experiment="train", params={"seed": seed}, inputs={"flights": "dataset:flights"})
            for seed in (1, 2)
        ]
        study(ws, "search", lambda attempt: attempt.params["x"], {"x": Float(low=0.0, high=1.0)}, trials=2)
        report = evaluate(
            [0, 1, 0, 1], [0.1, 0.9, 0.6, 0.4], metrics=("brier",), gates=[Gate(metric="brier", max=0.01)]
        )
        ws.evaluations.record(subject=runs[0].ref, dataset="dataset:flights@1", report=report)

    def shell(*arguments):
        capsys.readouterr()
        code = 0
        try:
            main([str(argument) for argument in arguments])
        except SystemExit as exit:
            code = int(exit.code or 0)
        out, err = capsys.readouterr()
        return code, json.loads(out) if "--json" in arguments and code in (0, 1) and out else out, err

    return runs, shell


def test_runs_are_found_shown_and_compared(story):
    (first, second), shell = story

    assert [run["id"] for run in shell("run", "list", "--json")[1]["rows"]] == [second.id, first.id]
    found = shell("run", "list", "--filter", "params.seed = 1", "--order-by", "name,-started_at", "--json")[1]
    assert [run["id"] for run in found["rows"]] == [first.id]
    assert shell("run", "show", first.ref, "--json")[1]["state"] == "finished"
    assert len(shell("run", "history", first.id, "loss", "--json")[1]) == 3
    assert {row["key"] for row in shell("run", "compare", first.id, second.id, "--json")[1]} >= {"seed", "loss"}
    assert shell("run", "artifacts", first.id, "--json")[1][0]["path"] == "model.bin"
    assert shell("run", "experiments", "--json")[1][0]["run_count"] == 2
    for command in (["list"], ["show", first.id], ["history", first.id], ["compare", first.id, second.id]):
        assert shell("run", *command)[0] == 0


def test_a_reproduction_exits_0_only_when_it_is_identical(story):
    (first, _), shell = story

    code, found, _ = shell("reproduce", first.ref, "--json")
    assert (code, found["verdict"]) == (0, "bit-identical")
    assert shell("reproduce", "run:" + "0" * 32)[0] == 1


def test_studies_and_evaluations_are_listed(story):
    _, shell = story

    assert shell("study", "list", "--json")[1][0]["name"] == "search"
    assert len(shell("study", "trials", "search", "--json")[1]) == 2
    assert shell("study", "show", "search")[0] == 0
    (kept,) = shell("evaluation", "list", "--json")[1]
    assert not kept["passed"]
    assert "brier" in shell("evaluation", "show", kept["id"])[1]


def test_a_filter_that_cannot_be_read_is_misuse(story):
    _, shell = story

    code, _, err = shell("run", "list", "--filter", "nonsense >")
    assert (code, err.count("\n")) == (2, 1)
    assert "position 1" in err
