"""What is captured about the machine and the working tree."""

from __future__ import annotations

import subprocess

import msgspec
import pytest

from flyball.compute import Environment, capture_environment, compare_environments, git_state


def git(folder, *arguments):
    who = ["-c", "user.name=Ana", "-c", "user.email=ana@example.org"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path):
    git(tmp_path, "init", "-b", "main")
    (tmp_path / "train.py").write_text("x = 1\n")
    git(tmp_path, "add", "train.py")
    git(tmp_path, "commit", "-m", "first")
    return tmp_path


def test_the_environment_lists_what_is_installed_and_its_bytes_name_it():
    found = capture_environment()

    assert found.distributions["sqlalchemy"]
    assert msgspec.json.decode(found.lock(), type=Environment) == found
    assert len(found.digest) == 64


def test_two_environments_are_compared_in_words():
    now = capture_environment()
    then = msgspec.structs.replace(now, python="3.9.0", distributions={**now.distributions, "msgspec": "0.1"})

    said = compare_environments(then, now)

    assert said[0] == f"python 3.9.0 → {now.python}"
    assert said[1] == f"msgspec 0.1 → {now.distributions['msgspec']}"


def test_a_clean_tree_is_its_commit(repository):
    state = git_state(repository)

    assert state is not None
    assert (state.branch, state.is_dirty, state.diff) == ("main", False, b"")
    assert len(state.commit) == 40


def test_uncommitted_changes_and_new_files_are_captured(repository):
    (repository / "train.py").write_text("x = 2\n")
    (repository / "new.py").write_text("y = 1\n")

    state = git_state(repository)

    assert state is not None and state.is_dirty
    assert b"+x = 2" in state.diff
    assert state.untracked == ("new.py",)


def test_outside_a_repository_there_is_no_git_state(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))

    assert git_state(tmp_path) is None
