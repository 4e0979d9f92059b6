"""The texts that the interface shows for its calls do what they say: both are run against a real server."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import workspaces
from tests.unit.server.conftest import Server

TEXTS = Path(__file__).parents[3] / "web" / "src" / "api" / "examples" / "texts.json"
SHOWN_URL = "http://127.0.0.1:7700"


@pytest.mark.parametrize("language", ["curl", pytest.param("python", marks=pytest.mark.slow)])
def test_every_shown_call_runs_as_it_stands(server: Server, tmp_path: Path, language: str) -> None:
    if language == "curl" and not (shutil.which("curl") and shutil.which("sh")):
        pytest.skip("this machine has no curl")
    shown = json.loads(TEXTS.read_text(encoding="utf-8"))
    environ = {**os.environ, "FLYBALL_TOKEN": workspaces.ADMIN_TOKEN, "NO_PROXY": "*"}
    environ.pop("FLYBALL_URL", None)

    said = {}
    for call in shown:
        text = call[language].replace(SHOWN_URL, server.url)
        program = ["sh", "-c", text] if language == "curl" else [sys.executable, "-c", text]
        done = subprocess.run(program, cwd=tmp_path, env=environ, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{text}\n{done.stderr}"
        assert not done.stdout.startswith('{"error":'), f"{text}\n{done.stdout}"
        said[call["id"]] = done.stdout

    assert "user:admin" in said["access.whoami"]
    assert "0193a7c2d4e5460701239abcdef01234" in said["runs.search"]
    assert "遅延" in said["charter.get"]
    if language == "curl":
        assert (tmp_path / "FILE").stat().st_size > 0
