"""The flights story, played once for all tests of this folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

MONTHS = os.environ.get("FLYBALL_TEST_DEMO_MONTHS", "3")
"""The flows of single pages are about the whole year; what every page owes is the same after three months."""


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the demo's workspace; FLYBALL_TEST_DEMO_HOME names one played before, which is only read."""
    played = os.environ.get("FLYBALL_TEST_DEMO_HOME")
    return Path(played) if played else tmp_path_factory.mktemp("demo") / "home"


@pytest.fixture(scope="session")
def told(demo_home: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What `flyball demo --json` prints."""
    home = tmp_path_factory.mktemp("again") / "home" if demo_home.exists() else demo_home
    arguments = ["demo", "--months", MONTHS, "--no-serve", "--json", "--home", str(home)]
    done = subprocess.run(
        [sys.executable, "-m", "flyball", *arguments], capture_output=True, text=True, check=False, env=dict(os.environ)
    )
    assert done.returncode == 0, done.stderr[-3000:]
    (line,) = done.stdout.splitlines()  # one object and nothing else
    answer: dict[str, Any] = json.loads(line)
    return answer
