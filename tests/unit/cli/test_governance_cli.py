import json
from pathlib import Path

import pytest

from flyball.workspace import connect
from tests import workspaces
from tests.unit.cli.shell import run
from tests.unit.registry.helpers import register


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FLYBALL_HOME", workspaces.settings_in(tmp_path).home)
    return tmp_path


def output(capsys: pytest.CaptureFixture[str]) -> object:
    return json.loads(capsys.readouterr().out)


def test_people_roles_and_tokens(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("access", "create", "user:ana", "--name", "Ana") == 0
    assert run("access", "give", "user:ana", "approver") == 0
    assert run("access", "give", "user:ana", "boss") == 2
    assert run("access", "create", "service:ci") == 0
    capsys.readouterr()

    assert run("token", "create", "ci", "--principal", "service:ci", "--scope", "data.read", "--json") == 0
    made = output(capsys)
    assert isinstance(made, dict)
    assert run("token", "revoke", made["token"]["prefix"]) == 0
    for command in (["access", "whoami"], ["access", "list"], ["access", "grants"], ["token", "list"]):
        assert run(*command) == 0


def test_the_record_is_read_verified_exported_and_verified_again(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("access", "create", "user:ana")
    assert run("audit", "log") == 0
    assert run("audit", "checkpoint", home / "kept.json") == 0
    assert run("audit", "export", home / "trail.jsonl") == 0
    capsys.readouterr()

    assert run("audit", "verify", "--kept", home / "kept.json", "--json") == 0
    result = output(capsys)
    assert isinstance(result, dict)
    assert (result["first_bad"], result["anchored_to"]) == (None, result["entries"])
    assert run("audit", "verify", home / "trail.jsonl") == 0
    lines = (home / "trail.jsonl").read_bytes().splitlines(keepends=True)
    (home / "cut.jsonl").write_bytes(b"".join(lines[:-1]))
    assert run("audit", "verify", home / "cut.jsonl") == 1
    assert "tail is cut" in capsys.readouterr().out
    assert run("audit", "verify", "--kept", home / "absent.json") == 2


def test_a_model_is_approved_promoted_and_explained(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with connect() as ws:
        register(ws)
    assert run("approval", "policy", "champion", "--auto-approve-by", "nobody") == 0
    assert run("model", "alias", "late-flight@1", "--to", "champion") == 3
    capsys.readouterr()
    assert run("model", "request-approval", "late-flight@latest", "--to", "champion", "--json") == 0
    asked = output(capsys)
    assert isinstance(asked, dict)
    assert run("approval", "approve", asked["id"], "-m", "fine") == 3
    assert "may not vote" in capsys.readouterr().err
    assert run("model", "promote", "late-flight@1", "--to", "champion", "--dry-run") == 0
    assert run("model", "promote", "late-flight@1", "--to", "champion") == 3
    assert run("approval", "withdraw", asked["id"]) == 0

    assert run("model", "alias", "model:late-flight@1", "--to", "candidate") == 0
    for command in (
        ["model", "list"], ["model", "show", "late-flight"], ["model", "show", "late-flight@candidate"],
        ["model", "history", "late-flight@candidate"], ["approval", "list"], ["approval", "policies"],
        ["approval", "show", asked["id"]], ["lineage", "model:late-flight@1"], ["maturity"], ["maturity", "--record"],
    ):  # fmt: skip
        assert run(*command) == 0, command
    capsys.readouterr()
    assert run("why", "model:late-flight@candidate") == 0
    assert "registered by user:local" in capsys.readouterr().out
    assert run("model", "card", "late-flight@1") == 0
    card = capsys.readouterr().out
    assert "**Conversion**: sklearn" in card
    assert "**Problem**: no evidence" in card
    assert run("why", "model:nothing@1") == 1
    assert run("model", "at", "late-flight@candidate", "2020-01-01T00:00:00") == 1


def test_a_charter_comes_from_a_file(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = home / "charter.toml"
    file.write_text('problem = "late flights"\n[[kpis]]\nname = "warned in time"\nunit = "%"\ntarget = 60.0\n')
    assert run("charter", "set", file) == 0
    assert run("charter", "show") == 0
    assert run("charter", "history") == 0
    file.write_text('problme = "late flights"\n')
    assert run("charter", "set", file) == 2
    assert "problme" in capsys.readouterr().err
