"""Paths inside a dataset of files: relative, without tricks, and different on every file system."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from flyball.core.errors import BadInput

_LONGEST = 1024
_WINDOWS = frozenset(
    ["con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))]
)


def check_paths(paths: Iterable[str]) -> None:
    """Refuse absolute paths, `..`, control characters, and two paths that some file system takes for one."""
    seen: dict[str, str] = {}
    folders: dict[str, str] = {}
    for path in paths:
        _check_path(path)
        folded = _folded(path)
        if folded in seen:
            raise BadInput(f"{path[:200]!r} and {seen[folded][:200]!r} are one path on some systems", hint="rename one")
        seen[folded] = path
        parts = folded.split("/")
        folders.update({"/".join(parts[:depth]): path for depth in range(1, len(parts))})
    for folded, path in seen.items():
        if folded in folders:
            raise BadInput(f"{path[:200]!r} is both a file and a folder", why=f"because of {folders[folded][:200]!r}")


def _check_path(path: str) -> None:
    parts = path.split("/")
    if not path or len(path) > _LONGEST or path.startswith("/") or "\\" in path or ":" in parts[0][1:2]:
        raise BadInput(f"{path[:200]!r} is not a relative path", hint="use forward slashes and no drive")
    if any(part in {"", ".", ".."} for part in parts):
        raise BadInput(f"{path[:200]!r} has an empty, '.' or '..' part", why="a dataset's files stay inside its folder")
    if any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in path):
        raise BadInput(f"{path[:200]!r} holds control characters")
    if any(part.split(".")[0].casefold() in _WINDOWS or part[-1] in ". " for part in parts):
        raise BadInput(f"{path[:200]!r} cannot exist on every system", hint="rename it")


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()
