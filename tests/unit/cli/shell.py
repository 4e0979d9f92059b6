"""Commands as a shell runs them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from flyball.cli.main import main


def run(*arguments: object) -> int:
    """The exit code."""
    try:
        main([str(argument) for argument in arguments])
    except SystemExit as exit:
        return int(exit.code or 0)
    return 0


def answer(capsys: pytest.CaptureFixture[str], *arguments: object) -> Any:
    """What a command prints with `--json`."""
    capsys.readouterr()
    assert run(*arguments, "--json") == 0
    return json.loads(capsys.readouterr().out)
