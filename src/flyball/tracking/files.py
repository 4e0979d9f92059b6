"""Files on disk as artifacts of a run."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import TYPE_CHECKING

from flyball.core.errors import NotFound
from flyball.tracking.artifact_path import artifact_path
from flyball.tracking.model import Artifact

if TYPE_CHECKING:
    from flyball.tracking.recorder import PutsObjects


def artifacts_under(file: Path, path: str | None, objects: PutsObjects) -> list[Artifact]:
    """Upload a file, or every file below a folder, and name it; links that lead out of the folder are left out."""
    base = artifact_path(path or file.name)
    if file.is_file():
        return [_artifact(file, base, objects)]
    if not file.is_dir():
        raise NotFound(f"there is no file {file}")
    root = file.resolve()
    inside = [each for each in sorted(file.rglob("*")) if each.is_file() and each.resolve().is_relative_to(root)]
    return [_artifact(each, f"{base}/{each.relative_to(file).as_posix()}", objects) for each in inside]


def media_type_of(path: str) -> str:
    """The type by the ending of the name.

    >>> media_type_of("metrics.json")
    'application/json'
    """
    return mimetypes.guess_type(path)[0] or "application/octet-stream"


def _artifact(file: Path, path: str, objects: PutsObjects) -> Artifact:
    digest = objects.put_file(file)
    return Artifact(path=path, digest=digest, size_bytes=file.stat().st_size, media_type=media_type_of(path))
