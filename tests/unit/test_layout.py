"""The tests themselves."""

from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]


@pytest.mark.parametrize("folder", sorted(p.name for p in TESTS.iterdir() if p.is_dir() and p.name != "__pycache__"))
def test_each_folder_of_tests_has_tests(folder: str) -> None:
    assert list((TESTS / folder).rglob("test_*.py"))
