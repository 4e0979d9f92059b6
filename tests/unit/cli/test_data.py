import json
from pathlib import Path

import pytest

from tests import workspaces
from tests.unit.cli.shell import run


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FLYBALL_HOME", workspaces.settings_in(tmp_path).home)
    (tmp_path / "one.csv").write_text("id,temp\n1,20\n2,21\n3,500\n")
    (tmp_path / "two.csv").write_text("id,temp\n4,22\n")
    (tmp_path / "checks.json").write_text('[{"check": "range", "column": "temp", "high": 60}]')
    return tmp_path


def test_a_csv_is_versioned_compared_and_checked_out_from_the_shell(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("data", "commit", "weather", home / "one.csv", "--key", "id", "-m", "first") == 0
    assert run("data", "commit", "weather", home / "two.csv", "--append") == 0
    capsys.readouterr()

    assert run("data", "log", "weather", "--json") == 0
    assert [version["n"] for version in json.loads(capsys.readouterr().out)] == [2, 1]
    assert run("data", "diff", "weather", "1", "--json") == 0
    assert json.loads(capsys.readouterr().out)["added"] == 1
    assert run("data", "checkout", "weather", "1", home / "out") == 0
    assert (home / "out/weather.parquet").is_file()
    for command in (["list"], ["log", "weather"], ["show", "weather"], ["show", "weather", "--rows", "2"]):
        assert run("data", *command) == 0
    assert run("data", "show", "weather", "--profile") == 0
    assert run("data", "diff", "weather", "1") == 0
    assert "temp" in capsys.readouterr().out


def test_expectations_from_a_file_set_rows_aside(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("data", "commit", "weather", home / "one.csv", "--key", "id")
    assert run("data", "expect", "weather", home / "checks.json") == 0
    assert run("data", "validate", "weather") == 1
    (home / "one.csv").write_text("id,temp\n1,20\n2,21\n3,600\n")
    assert run("data", "commit", "weather", home / "one.csv") == 0
    capsys.readouterr()

    assert run("data", "quarantine", "weather", "--json") == 0

    assert json.loads(capsys.readouterr().out)["by_reason"] == {"range(temp)": 1}
    assert run("data", "quarantine", "weather") == 0
    assert run("data", "expect", "weather") == 0


def test_a_refusal_exits_with_3_and_bad_input_with_2(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("data", "commit", "weather", home / "one.csv", "--key", "id")
    (home / "checks.json").write_text('[{"check": "volume", "min_rows": 10}]')
    run("data", "expect", "weather", home / "checks.json")
    (home / "bad.csv").write_text("id,temp\n1\n")

    assert run("data", "commit", "weather", home / "two.csv") == 3
    assert run("data", "commit", "weather", home / "bad.csv") == 2
    assert run("data", "commit", "weather", home / "gone.csv") == 1
    assert run("data", "log", "nothing") == 1
    errors = capsys.readouterr().err
    assert "error: 1 rows for dataset:weather were not published" in errors
    assert "Traceback" not in errors
