from pathlib import Path

import pytest

from flyball.workspace import connect
from tests import workspaces
from tests.unit.cli.shell import answer, run
from tests.unit.monitoring import world


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FLYBALL_HOME", workspaces.settings_in(tmp_path).home)
    monkeypatch.setenv("COLUMNS", "200")
    return tmp_path


def test_a_monitor_is_applied_from_a_file_and_judges_a_period(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "monitor.json").write_text('{"deployment": "late-flight"}')
    (home / "monitor.toml").write_text('deployment = "late-flight"\nmax_drop = 0.05\n')
    assert answer(capsys, "monitor", "apply", "late-flight", home / "monitor.json")["version"] == 1
    assert answer(capsys, "monitor", "apply", "late-flight", home / "monitor.toml")["version"] == 2
    with connect() as ws:
        world.watched(ws)
        world.write_week(ws.stores, 0, seed=1)
        world.write_week(ws.stores, 1, seed=2, columns={"temp": [None] * 2000})
    period = ["--start", "2013-03-04", "--end", "2013-03-11T00:00:00Z"]

    assert answer(capsys, "monitor", "evaluate", "late-flight", *period)["state"] == "good"
    assert run("monitor", "evaluate", "late-flight", "--start", "2013-03-11", "--end", "2013-03-18") == 1

    assert "share of missing values" in capsys.readouterr().out
    assert [window["state"] for window in answer(capsys, "monitor", "windows", "late-flight")] == ["bad", "good"]
    assert answer(capsys, "monitor", "list")[0]["reference"] == world.MODEL
    for command in (["list"], ["show", "late-flight"], ["windows", "late-flight"]):
        assert run("monitor", *command) == 0
    assert "late-flight" in capsys.readouterr().out


def test_an_incident_is_listed_acknowledged_and_closed(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with connect() as ws:
        made = ws.incidents.report("late-flight", kind="quality", cause="weather feed", says="no rows", at=world.MONDAY)

    assert [one["id"] for one in answer(capsys, "incident", "list", "--state", "open")] == [made.id]
    assert answer(capsys, "incident", "ack", made.id)["state"] == "acknowledged"
    assert answer(capsys, "incident", "close", made.id, "--reason", "repaired")["state"] == "closed"
    assert answer(capsys, "incident", "show", made.id)["says"] == "no rows"
    assert run("incident", "list") == 0
    assert "no rows" in capsys.readouterr().out
    assert run("incident", "list", "--state", "lost") == 2


def test_labels_come_from_csv_or_json(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "one.csv").write_text("key,value,at\nUA-1,1,2013-03-04T12:00:00Z\nUA-2,0,2013-03-04T12:00:00Z\n")
    (home / "two.json").write_text('[{"key": "UA-2", "value": null, "at": "2013-03-05T12:00:00Z", "revision": 1}]')
    (home / "naive.csv").write_text("key,value,at\nUA-3,1,2013-03-04T12:00:00\n")
    (home / "bad.csv").write_text("id\n7\n")

    assert answer(capsys, "label", "add", "late-flight", home / "one.csv")["accepted"] == 2
    assert answer(capsys, "label", "count", "late-flight") == 2
    assert run("label", "add", "late-flight", home / "one.csv") == 0
    assert answer(capsys, "label", "add", "late-flight", home / "two.json")["corrected"] == 1

    assert answer(capsys, "label", "get", "late-flight", "UA-1") == 1.0
    assert answer(capsys, "label", "get", "late-flight", "UA-2") is None
    for name in ("naive.csv", "bad.csv"):
        assert run("label", "add", "late-flight", home / name) == 2
    assert run("label", "add", "late-flight", home / "gone.csv") == 1
    assert "Traceback" not in capsys.readouterr().err
