"""The verbs of whoever runs Flyball: config, status, token, backup, doctor."""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import flyball
from flyball.cli.main import main
from flyball.governance.login import ensure_admin
from flyball.store.catalog import tables as t
from tests import workspaces

Run = Callable[..., tuple[int, Any]]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FLYBALL_HOME", workspaces.settings_in(tmp_path).home)
    return tmp_path / "home"


@pytest.fixture
def _logging_as_it_was() -> Iterator[None]:
    """`flyball up` sends all logs of its process to its standard error, which here is the test's own."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str], _logging_as_it_was: None) -> Run:
    """Run a command line; its exit code, and what it printed as JSON, or the error's sentence."""

    def run(*words: str) -> tuple[int, Any]:
        with pytest.raises(SystemExit) as ended:
            main(list(words))
        said = capsys.readouterr()
        code = ended.value.code or 0
        assert isinstance(code, int)
        return code, json.loads(said.out) if said.out.startswith(("[", "{")) else said.out + said.err

    return run


def fill(home: Path) -> None:
    with workspaces.embedded(workspaces.settings_in(home.parent)) as ws:
        ensure_admin(ws.stores, token=workspaces.ADMIN_TOKEN)
        content = b"weights"
        ws.objects.put(content)
        ws.blobs.put(digest="".join(ws.stores.objects.list()), body=content)


def test_config_tells_where_each_value_comes_from(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLYBALL_PORT", "8000")

    code, settings = run("config", "--json")

    origins = {setting["name"]: setting["origin"] for setting in settings}
    assert code == 0
    assert origins["port"] == "FLYBALL_PORT"
    assert origins["host"] == "default"


def test_config_never_prints_a_password(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLYBALL_CATALOG", "postgresql://ana:tiger@db/flyball")

    _, settings = run("config", "--json")

    assert "tiger" not in json.dumps(settings)
    assert "ana:***@db" in json.dumps(settings)


def test_a_wrong_setting_is_one_sentence_and_exit_code_2(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLYBALL_PORT", "many")

    code, said = run("config")

    assert code == 2
    assert said.startswith("error: FLYBALL_PORT: port has a wrong value")
    assert said.count("\n") == 1


def test_what_waits_and_where_things_are_is_told(run: Run, home: Path) -> None:
    with flyball.connect(home=home) as ws:
        ws.models.create("late-flight")
        ws.incidents.report("late", kind="drift", cause="temp", says="temp moved", at=datetime(2013, 3, 5, tzinfo=UTC))

    assert [need["kind"] for need in run("home", "--json")[1]["needs"]] == ["incident"]
    assert [hit["ref"] for hit in run("find", "late", "--json")[1]] == ["model:late-flight"]
    assert "default" in [project["name"] for project in run("projects", "--json")[1]]


def test_status_names_workspace_project_and_principal(run: Run, home: Path) -> None:
    code, status = run("status", "--json")

    assert code == 0
    assert status["workspace"] == str(home)
    assert (status["project"], status["acts_as"], status["server"]) == ("default", "user:local", "none")


def test_a_token_is_made_listed_without_its_secret_and_revoked(run: Run, home: Path) -> None:
    fill(home)

    _, made = run("token", "create", "ci", "--scope", "data.read", "--json")
    _, listed = run("token", "list", "--json")
    code, _ = run("token", "revoke", made["token"]["id"])
    _, after = run("token", "list", "--json")

    assert code == 0
    assert made["secret"].startswith("fly_")
    assert made["secret"] not in json.dumps(listed)
    assert next(token for token in after if token["name"] == "ci")["revoked_at"] is not None


def test_token_env_needs_a_running_server(run: Run) -> None:
    code, said = run("token", "env")

    assert code == 1
    assert "flyball up" in said


def test_a_backup_is_made_verified_and_restored(run: Run, home: Path, tmp_path: Path) -> None:
    fill(home)

    _, made = run("backup", "create", str(tmp_path / "b"), "--json")
    _, verified = run("backup", "verify", str(tmp_path / "b" / made["name"]), "--json")
    code, _ = run("backup", "restore", str(tmp_path / "b" / made["name"]), "--home", str(tmp_path / "new"), "--json")

    assert code == 0
    assert verified["objects"] == 1
    assert run("doctor", "--home", str(tmp_path / "new"), "--json")[0] == 0


def test_doctor_has_nothing_to_say_about_a_sound_workspace(run: Run, home: Path) -> None:
    fill(home)
    home.chmod(0o700)

    code, findings = run("doctor", "--json")

    assert code == 0, findings
    assert {finding["outcome"] for finding in findings} == {"ok"}
    assert sqlite3.sqlite_version in findings[0]["says"]


def outcome(findings: list[dict[str, str]], check: str) -> dict[str, str]:
    return next(finding for finding in findings if finding["check"] == check)


def test_doctor_finds_a_missing_object_and_says_what_to_do(run: Run, home: Path) -> None:
    fill(home)
    with workspaces.embedded(workspaces.settings_in(home.parent)) as ws:
        for digest in list(ws.stores.objects.list()):
            ws.stores.objects.delete(digest)

    code, findings = run("doctor", "--json")

    assert code == 1
    assert outcome(findings, "objects")["outcome"] == "problem"
    assert "backup" in outcome(findings, "objects")["todo"]


def test_doctor_finds_the_first_forged_event(run: Run, home: Path) -> None:
    fill(home)
    with workspaces.embedded(workspaces.settings_in(home.parent)) as ws, ws.stores.catalog.change("forge") as change:
        change.execute(t.event.update().where(t.event.c.seq == 2).values(actor="user:nobody"))

    code, findings = run("doctor", "--json")

    assert code == 1
    assert "entry 2" in outcome(findings, "chains")["says"]


def test_doctor_counts_objects_that_nothing_refers_to(run: Run, home: Path) -> None:
    fill(home)
    with workspaces.embedded(workspaces.settings_in(home.parent)) as ws:
        ws.stores.objects.put(b"left behind")

    _, findings = run("doctor", "--json")

    assert outcome(findings, "orphans")["says"].startswith("1 objects")


def test_doctor_warns_of_a_token_that_others_can_read(run: Run, home: Path) -> None:
    fill(home)
    (home / "token").write_text("fly_x")
    (home / "token").chmod(0o644)

    code, findings = run("doctor", "--json")

    assert code == 1
    assert outcome(findings, "permissions")["todo"].startswith("chmod 700")


@pytest.mark.parametrize("command", [("status",), ("doctor",), ("up", "--port", "0", "--roles", "server")])
def test_a_damaged_catalog_is_one_sentence_on_every_way_in(run: Run, home: Path, command: tuple[str, ...]) -> None:
    (home / "catalog.db").write_bytes(b"no database at all" * 1000)

    code, said = run(*command)

    assert code == 1
    assert "Traceback" not in str(said)
    assert "damaged" in " ".join(str(said).split()) or command == ("doctor",)


@pytest.mark.parametrize("command", [("status",), ("up", "--port", "0", "--roles", "server")])
def test_a_catalog_of_a_newer_flyball_is_refused_naming_the_cure(
    run: Run, home: Path, command: tuple[str, ...]
) -> None:
    fill(home)
    with sqlite3.connect(home / "catalog.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()

    code, said = run(*command)

    assert code == 1
    assert "schema 9999" in said
    assert "pip install --upgrade flyball" in said


def test_a_port_in_use_is_one_sentence(run: Run) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        code, said = run("up", "--port", str(taken.getsockname()[1]), "--roles", "server")

    assert code == 1
    assert "Address already in use" in said
    assert "--port" in said


def test_an_address_that_others_can_reach_needs_a_proxy(run: Run) -> None:
    code, said = run("up", "--host", "0.0.0.0")

    assert code == 2
    assert "behind_proxy" in said


def test_an_unknown_role_is_refused(run: Run) -> None:
    code, said = run("up", "--roles", "server,king")

    assert code == 2
    assert "king is no role" in said
