import json
from pathlib import Path

import pytest

from flyball.evaluation import GateResult
from flyball.workspace import connect
from tests import workspaces
from tests.unit.cli.shell import answer, run

POLICY = {"deployment": "late", "model": "late", "data": "flights.data:rows", "train": "flights.train:train"}
WORSE = GateResult(
    check="roc_auc vs champion", metric="roc_auc", value=-0.1, threshold=-0.01, lo=-0.2, hi=-0.05, n=900,
    verdict="worse", passed=False, says="roc_auc fell by 0.1",
)  # fmt: skip


def test_a_loop_is_applied_questioned_paused_and_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FLYBALL_HOME", workspaces.settings_in(tmp_path).home)
    monkeypatch.setenv("COLUMNS", "200")
    (tmp_path / "loop.json").write_text(json.dumps(POLICY))
    assert answer(capsys, "loop", "apply", "late", tmp_path / "loop.json")["version"] == 1
    with connect() as ws:
        cycle = ws.loops.open_cycle("late", cause="open drift incident", champion="model:late@1")
        ws.loops.record("late", kind="start", reason="open drift incident", cycle=cycle.id)
        ws.loops.move_cycle(cycle.id, stage="training", reason="go", expected="triggered", challenger="model:late@2")
        ws.loops.add_verdicts(cycle.id, data_digest="d", verdicts=(WORSE,))
        ws.loops.close_cycle(cycle.id, outcome="rejected", reason="roc_auc fell by 0.1", expected="training")

    assert [one["name"] for one in answer(capsys, "loop", "list")] == ["late"]
    assert [one["outcome"] for one in answer(capsys, "loop", "cycles", "late")] == ["rejected"]
    assert [one["kind"] for one in answer(capsys, "loop", "decisions", "late", "--cycle", cycle.id)] == ["start"]
    assert answer(capsys, "loop", "pause", "late")["state"] == "paused"
    assert answer(capsys, "loop", "resume", "late")["state"] == "on"
    assert answer(capsys, "loop", "breaker", "open", "late", "--reason", "holidays")["breaker"] == "holidays"
    assert answer(capsys, "loop", "breaker", "close", "late")["breaker"] is None
    assert answer(capsys, "loop", "show", "late")["policy"]["model"] == "late"
    for command in (["list"], ["show", "late"], ["cycles", "late"], ["decisions", "late"]):
        assert run("loop", *command) == 0

    capsys.readouterr()
    assert run("loop", "why", cycle.id) == 0

    told = capsys.readouterr().out
    assert "cycle 1 of loop:late started on" in told
    assert "because of: open drift incident" in told
    assert "it trained model:late@2 against model:late@1" in told
    assert "the gates said: roc_auc fell by 0.1" in told
    assert "its challenger was rejected" in told
