"""`flyball login` lets people in again after their session ended."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

import flyball
from flyball.cli.main import main
from flyball.governance.login import ensure_admin, sign_in
from flyball.server.home_lock import Running, home_lock
from tests import workspaces

Run = Callable[..., tuple[int, Any]]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FLYBALL_HOME", workspaces.settings_in(tmp_path).home)
    return tmp_path / "home"


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def run_command(*words: str) -> tuple[int, Any]:
        with pytest.raises(SystemExit) as ended:
            main(list(words))
        said = capsys.readouterr()
        return int(ended.value.code or 0), json.loads(said.out) if said.out.startswith("{") else said.out + said.err

    return run_command


def test_the_link_signs_in_its_principal_once(run: Run, home: Path) -> None:
    with flyball.connect(home=home) as ws, home_lock(home, ["server"]) as lock:
        ensure_admin(ws.stores)
        ws.access.create_principal("user:ana")
        lock.describe(Running(pid=1, url="http://127.0.0.1:7700", started_at=""))

        code, link = run("login", "user:ana", "--json")

        assert code == 0
        assert link["url"].startswith("http://127.0.0.1:7700/login?code=")
        session = sign_in(ws.stores, parse_qs(urlsplit(link["url"]).query)["code"][0])
        assert session.principal == "user:ana"


@pytest.mark.parametrize("principal", ["user:nobody", "user:admin"])
def test_without_a_server_or_for_nobody_there_is_no_link(run: Run, home: Path, principal: str) -> None:
    _, without_server = run("login", principal)
    with home_lock(home, ["server"]) as lock:
        lock.describe(Running(pid=1, url="http://127.0.0.1:7700", started_at=""))
        code, for_nobody = run("login", "user:nobody")

    assert "flyball up" in without_server
    assert code == 1
    assert "there is no principal user:nobody" in for_nobody
