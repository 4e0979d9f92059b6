"""Every page shows its calls as curl and as Python; here both are run as they are printed, against the same server."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.ui.conftest import Ui
from tests.servers import ADMIN_TOKEN

PAGES = {
    "models/late-flight@champion": "late-flight",
    "deployments/late-flight": "late-flight",
    "monitor/late-flight": "late-flight",
    "loops/late-flight": "late-flight",
    "data/flights": "flights",
    "why/model:late-flight@champion": "late-training",
}
READING = re.compile(r"needs \w+\.read")
LISTS = {"": "late-flight", "runs": "late-flight", "models": "late-flight", "audit": "alias."}


def texts(page: Any, language: str) -> list[str]:
    """The calls that only read: those that change something are shown too, and are not for a test to make."""
    page.get_by_role("tab", name=language, exact=True).click()
    shown = page.get_by_role("tabpanel").get_by_role("listitem").filter(has_text=READING)
    shown.first.locator("pre code").wait_for()
    return [str(text) for text in shown.locator("pre code").all_inner_texts()]


def run(program: list[str], folder: Path) -> str:
    environ = {**os.environ, "FLYBALL_TOKEN": ADMIN_TOKEN, "NO_PROXY": "*"}
    environ.pop("FLYBALL_URL", None)
    done = subprocess.run(program, cwd=folder, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{program[-1]}\n{done.stderr}"
    assert not done.stdout.startswith('{"error":'), f"{program[-1]}\n{done.stdout}"
    return done.stdout


def check(page: Any, expected: str, folder: Path) -> None:
    """All as curl, since that is quick; and the first in Python, which says the same."""
    page.get_by_role("tab", name="Python", exact=True).wait_for()
    python = texts(page, "Python")
    curl = texts(page, "curl")
    answers = [run(["sh", "-c", text], folder) for text in curl]

    assert len(python) == len(curl) > 0
    assert any(expected in answer for answer in answers)
    assert json.loads(answers[0]) is not None
    assert run([sys.executable, "-c", python[0]], folder).strip()


@pytest.fixture(autouse=True)
def _curl() -> None:
    if not shutil.which("curl"):
        pytest.skip("this machine has no curl")


@pytest.mark.parametrize("address", PAGES)
def test_the_calls_of_an_object_run_as_printed(ui: Ui, address: str, tmp_path: Path) -> None:
    page = ui.open(address)
    page.get_by_role("tab", name="Code & API").click()

    check(page, PAGES[address], tmp_path)


@pytest.mark.parametrize("address", LISTS)
def test_the_calls_of_a_list_run_as_printed(ui: Ui, address: str, tmp_path: Path) -> None:
    page = ui.open(address)
    page.keyboard.press(".")
    page.get_by_role("dialog", name="Actions of this page").get_by_role("combobox").fill("api call")
    page.keyboard.press("Enter")
    page.get_by_role("dialog", name="As API call").wait_for()

    check(page, LISTS[address], tmp_path)
