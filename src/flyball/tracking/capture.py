"""Capture what a run starts with: environment, working tree, code. In the background; never fails a run."""

from __future__ import annotations

import platform
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from flyball.compute import GitState, capture_environment, fingerprint, git_state, snapshot_of
from flyball.core import canonical_json
from flyball.tracking.model import Session, Source

if TYPE_CHECKING:
    from flyball.tracking.recorder import PutsObjects

_SECRET = re.compile(r"(?i)(token|password|passwd|secret|api[-_]?key|credential)")
MAX_ARGUMENTS = 100


def capture_session(objects: PutsObjects, *, fn: object | None, folder: Path) -> Session:
    """Store the environment lock, the diff and the code of `fn`, and return their addresses."""
    git = git_state(folder)
    code, components = _store_code(objects, fn) if fn is not None else (None, None)
    return Session(
        environment=objects.put(capture_environment().lock()),
        code=code,
        fingerprint=components,
        source=_store_source(objects, git) if git else None,
        arguments=redacted(sys.argv[:MAX_ARGUMENTS]),
        host=platform.node(),
    )


def redacted(arguments: list[str]) -> tuple[str, ...]:
    """Command-line arguments with the values of what sounds like a secret replaced.

    >>> redacted(["train.py", "--api-key", "abc", "--token=xyz", "--lr", "0.1"])
    ('train.py', '--api-key', '***', '--token=***', '--lr', '0.1')
    """
    found: list[str] = []
    hides_next = False
    for argument in arguments:
        name, equals, _ = argument.partition("=")
        is_secret = argument.startswith("-") and _SECRET.search(name) is not None
        if hides_next and not argument.startswith("-"):
            found.append("***")
        elif is_secret and equals:
            found.append(f"{name}=***")
        else:
            found.append(argument[:1_000])
        hides_next = is_secret and not equals
    return tuple(found)


def _store_code(objects: PutsObjects, fn: object) -> tuple[str | None, str]:
    """Digests of the code snapshot (None for installed code, which the environment names) and of the fingerprint."""
    found = fingerprint(fn)
    snapshot, files = snapshot_of(fn, found=found)
    for content in files.values():
        objects.put(content)
    components = {"digest": found.digest, "components": found.components, "unhashable": list(found.unhashable)}
    code = objects.put(snapshot.tree()) if snapshot.modules else None
    return code, objects.put(canonical_json(components))


def _store_source(objects: PutsObjects, git: GitState) -> Source:
    return Source(
        commit=git.commit,
        branch=git.branch,
        is_dirty=git.is_dirty,
        untracked=git.untracked,
        diff=objects.put(git.diff) if git.diff else None,
        is_diff_cut=git.is_diff_cut,
    )
