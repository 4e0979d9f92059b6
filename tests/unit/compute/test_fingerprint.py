"""The edit matrix: what must change a fingerprint, and what must not. Each case is a project written twice to disk."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from flyball.compute import fingerprint

BASE = {
    "helpers.py": """
        '''Helpers.'''
        from deeper import scale
        LIMIT = 3
        TABLE = {"a": scale}
        def clean(x):
            '''Clean it.'''
            return scale(x) + LIMIT
        def unrelated(x):
            return x
        """,
    "deeper.py": """
        def scale(x):
            return 2 * x
        """,
    "main.py": """
        import enum, functools, dataclasses
        import helpers
        from helpers import clean
        import msgspec

        class Color(enum.Enum):
            RED = 1

        @dataclasses.dataclass
        class Settings:
            rate: float = 0.1

        class Base:
            size = 4
            def shape(self):
                return self.size

        class Model(Base):
            @property
            def width(self):
                return 1
            @staticmethod
            def fixed():
                return 2
            def fit(self):
                return self.shape()

        def twice(fn):
            @functools.wraps(fn)
            def inner(*args):
                return fn(*args) * 2
            return inner

        @twice
        def decorated(x):
            return x

        @functools.singledispatch
        def describe(x):
            return "?"
        @describe.register
        def _(x: int):
            return "int"

        @functools.lru_cache
        def cached(x):
            return x + 1

        def make(k):
            return lambda x: x + k

        add = make(1)
        LIST = [1, 2, {"k": (1.0, None)}]
        part = functools.partial(cached, 7)

        def step(x, y=5, *, z=6):
            # a comment
            from helpers import clean as inside
            table = helpers.TABLE["a"]
            model = Model()
            settings = Settings()
            return (clean(x), inside(y), table(z), model.fit(), settings, Color.RED, decorated(x), describe(x),
                    cached(x), add(x), LIST, part(), msgspec.json.encode(x))
        """,
}
MUST_CHANGE = {
    "body": ("main.py", "model = Model()", "model = Model(); x = x + 1"),
    "default argument": ("main.py", "y=5", "y=55"),
    "keyword default": ("main.py", "z=6", "z=66"),
    "helper": ("helpers.py", "+ LIMIT", "- LIMIT"),
    "helper two modules deep": ("deeper.py", "2 * x", "3 * x"),
    "module constant": ("helpers.py", "LIMIT = 3", "LIMIT = 4"),
    "list global": ("main.py", '{"k": (1.0, None)}', '{"k": (1, None)}'),
    "closure value": ("main.py", "add = make(1)", "add = make(2)"),
    "lambda": ("main.py", "lambda x: x + k", "lambda x: x - k"),
    "partial argument": ("main.py", "partial(cached, 7)", "partial(cached, 8)"),
    "method used": ("main.py", "return self.shape()", "return self.shape() + 1"),
    "inherited method": ("main.py", "return self.size", "return self.size + 1"),
    "class attribute": ("main.py", "size = 4", "size = 5"),
    "property": ("main.py", "return 1\n", "return 11\n"),
    "static method": ("main.py", "return 2\n", "return 22\n"),
    "dataclass default": ("main.py", "rate: float = 0.1", "rate: float = 0.2"),
    "enum member": ("main.py", "RED = 1", "RED = 2"),
    "decorator of a helper": ("main.py", "fn(*args) * 2", "fn(*args) * 3"),
    "dispatch table": (
        "helpers.py",
        "TABLE = {",
        "def other(x): return x\nTABLE = {'b': other, ",
    ),
    "singledispatch case": ("main.py", 'return "int"', 'return "whole"'),
    "cached helper": ("main.py", "return x + 1", "return x + 2"),
}
MUST_NOT_CHANGE = {
    "comment": ("main.py", "# a comment", "# another comment"),
    "docstring": ("helpers.py", "'''Clean it.'''", "'''Clean it well,\n    and say so.'''"),
    "no docstring": ("helpers.py", "'''Clean it.'''\n", "\n"),
    "line moves": ("main.py", "def step", "\n\n\n\ndef step"),
    "formatting": ("main.py", "table = helpers.TABLE[", "table = helpers.TABLE [ "),
    "unused import": ("main.py", "import helpers\n", "import helpers\nimport decimal\n"),
    "unused global": ("main.py", "import msgspec\n", "import msgspec\nUNUSED = 4\n"),
    "another function": ("helpers.py", "def unrelated(x):\n    return x", "def unrelated(x):\n    return x + 9"),
    "annotation of a local": ("main.py", "model = Model()", "model: Model = Model()"),
}
PROGRAM = """
import importlib, json, sys
from flyball.compute import fingerprint
for folder in sys.argv[1:]:
    for name in ("main", "helpers", "deeper"):
        sys.modules.pop(name, None)
    sys.path.insert(0, folder)
    importlib.invalidate_caches()
    found = fingerprint(importlib.import_module("main").step)
    print(json.dumps([found.digest, found.components, list(found.unhashable), list(found.modules)]))
    sys.path.pop(0)
"""
Measured = tuple[str, dict[str, str], list[str], list[str]]


def write(folder: Path, files: dict[str, str]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text)
    return folder


def base() -> dict[str, str]:
    return {name: textwrap.dedent(text) for name, text in BASE.items()}


def edited(name: str, old: str, new: str) -> dict[str, str]:
    files = base()
    assert old in files[name]
    return files | {name: files[name].replace(old, new)}


def measure(*folders: Path, hash_seed: str = "0") -> list[Measured]:
    """Fingerprints of `main.step` in each folder, taken in a process of its own."""
    environ = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", PROGRAM, *map(str, folders)]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [tuple(json.loads(line)) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Measured]:
    """The fingerprint of the project as it is ("base") and after each edit."""
    root = tmp_path_factory.mktemp("projects")
    variants = {"base": base()} | {edit: edited(*change) for edit, change in (MUST_CHANGE | MUST_NOT_CHANGE).items()}
    folders = [write(root / str(n), files) for n, files in enumerate(variants.values())]
    return dict(zip(variants, measure(*folders), strict=True))


def test_all_that_is_reached_is_named_and_hashable(measured):
    _, components, unhashable, modules = measured["base"]

    assert unhashable == []
    assert modules == ["deeper", "helpers", "main"]
    assert {"function helpers.clean", "function deeper.scale", "class main.Model", "distribution msgspec"} <= set(
        components
    )
    assert "function helpers.unrelated" not in components


@pytest.mark.parametrize("edit", MUST_CHANGE)
def test_an_edit_of_what_is_reached_changes_the_fingerprint(edit, measured):
    assert measured[edit][0] != measured["base"][0]


@pytest.mark.parametrize("edit", MUST_NOT_CHANGE)
def test_an_edit_without_meaning_keeps_the_fingerprint(edit, measured):
    assert measured[edit][0] == measured["base"][0]


def test_another_folder_and_another_hash_seed_give_the_same_fingerprint(measured, tmp_path):
    (elsewhere,) = measure(write(tmp_path, base()), hash_seed="4242")

    assert elsewhere[0] == measured["base"][0]


def test_what_cannot_be_hashed_is_named():
    handle = open(os.devnull)  # noqa: SIM115

    def reads():
        return handle.read()

    found = fingerprint(reads)
    handle.close()

    assert any("handle" in name for name in found.unhashable)


def test_two_closures_of_one_function_differ():
    def make(k):
        return lambda x: x + k

    assert fingerprint(make(1)).digest != fingerprint(make(2)).digest
    assert fingerprint(make(1)).digest == fingerprint(make(1)).digest


def test_functions_that_call_each_other_have_a_fingerprint():
    def even(n):
        return n == 0 or odd(n - 1)

    def odd(n):
        return n != 0 and even(n - 1)

    assert fingerprint(even).digest != fingerprint(odd).digest
    assert fingerprint(even).unhashable == ()


def test_code_made_from_text_at_run_time_is_unhashable():
    def runs(text):
        return eval(text)

    assert any("eval" in name for name in fingerprint(runs).unhashable)


def test_a_component_says_where_its_code_stands():
    spans = fingerprint(measure).spans

    assert any(label.endswith("measure") and span.startswith("lines ") for label, span in spans.items())
