"""What commands cost before they do anything, and what is said about them."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
import typer

from flyball.cli.main import cli
from flyball.cli.nouns import NOUNS

_LOADED = "print(*sorted({name.partition('.')[0] for name in sys.modules}))"


def loaded_after(code: str) -> set[str]:
    """Top-level modules that a fresh interpreter has once it ran this."""
    done = subprocess.run([sys.executable, "-c", f"import sys\n{code}\n{_LOADED}"], capture_output=True, text=True)
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("noun", NOUNS)
def test_the_list_of_commands_says_of_each_what_its_own_help_says(noun: str) -> None:
    root: Any = typer.main.get_command(cli)

    assert root.get_command(None, noun).get_short_help_str(1000) == NOUNS[noun].summary


def test_the_list_of_commands_loads_none_of_them() -> None:
    loaded = loaded_after("from flyball.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass")

    assert "typer" in loaded
    assert not loaded & {"sqlalchemy", "pydantic", "httpx", "numpy", "pyarrow"}


def test_importing_flyball_loads_nothing_but_the_standard_library() -> None:
    added = loaded_after("import flyball") - loaded_after("")

    assert "flyball" in added
    assert added - {"flyball"} <= set(sys.stdlib_module_names)
