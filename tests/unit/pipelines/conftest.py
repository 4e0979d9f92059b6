from __future__ import annotations

import importlib.util
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from flyball.core import RandomIds, SimulatedClock, SystemClock
from flyball.store import open_stores
from flyball.workspace import Workspace
from tests import workspaces

NAME = "recipe_under_test"


@pytest.fixture
def write(tmp_path: Path) -> Iterator[Callable[[str], ModuleType]]:
    """Writes the user's module and loads it afresh, as a new process would."""
    file = tmp_path / f"{NAME}.py"

    def load(source: str) -> ModuleType:
        file.write_text(textwrap.dedent(source))
        spec = importlib.util.spec_from_file_location(NAME, file)
        assert spec is not None and spec.loader is not None
        module = sys.modules[NAME] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    was, sys.dont_write_bytecode = sys.dont_write_bytecode, True  # two edits within one clock tick are two modules
    try:
        yield load
    finally:
        sys.dont_write_bytecode = was
        sys.modules.pop(NAME, None)


@pytest.fixture
def slow_ws(tmp_path: Path) -> Iterator[tuple[Workspace, SimulatedClock]]:
    """A workspace whose time passes only when the test says so."""
    clock = SimulatedClock(SystemClock().now())
    stores = open_stores(workspaces.settings_in(tmp_path), clock=clock, ids=RandomIds(clock))
    with Workspace(project="default", stores=stores) as ws:
        yield ws, clock
