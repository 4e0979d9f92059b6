"""Capture the state of a git working tree with the `git` program."""

from __future__ import annotations

import subprocess
from pathlib import Path

from flyball.compute.model import GitState

MAX_DIFF_BYTES = 5 * 2**20
MAX_UNTRACKED = 1_000


def git_state(folder: Path, *, timeout_s: float = 5.0) -> GitState | None:
    """Commit, branch and uncommitted changes around `folder`; None outside a repository.

    Also None without the program `git` or when it is too slow. Nothing of the repository is changed, not even
    its index refreshed.
    """
    try:
        return _read(folder, timeout_s)
    except (OSError, subprocess.SubprocessError):
        return None


def _read(folder: Path, timeout_s: float) -> GitState:
    commit = _git(folder, timeout_s, "rev-parse", "HEAD").decode().strip()
    branch = _git(folder, timeout_s, "rev-parse", "--abbrev-ref", "HEAD").decode().strip()
    diff = _git(folder, timeout_s, "diff", "--no-ext-diff", "--no-textconv", "--binary", "HEAD")
    listed = _git(folder, timeout_s, "ls-files", "--others", "--exclude-standard", "--full-name", "-z")
    untracked = sorted(name.decode(errors="replace") for name in listed.split(b"\0") if name)
    return GitState(
        commit=commit,
        branch="" if branch == "HEAD" else branch,
        is_dirty=bool(diff or untracked),
        untracked=tuple(untracked[:MAX_UNTRACKED]),
        diff=diff[:MAX_DIFF_BYTES],
        is_diff_cut=len(diff) > MAX_DIFF_BYTES,
    )


def _git(folder: Path, timeout_s: float, *arguments: str) -> bytes:
    # --no-optional-locks: a run that starts while the user commits must not take the index lock from them.
    # core.fsmonitor names a program that git would start; a repository's configuration may not choose one for us.
    command = ["git", "--no-optional-locks", "-c", "core.fsmonitor=false", *arguments]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, timeout=timeout_s, check=True, stdin=subprocess.DEVNULL
    )
    return done.stdout
