"""A folder of files as a manifest."""

from __future__ import annotations

import os
from pathlib import Path

from flyball.core.errors import BadInput, NotFound
from flyball.data.manifest import Blobs, TreeEntry, TreeManifest, tree_digest
from flyball.data.paths import check_paths


def build_tree(objects: Blobs, folder: Path) -> TreeManifest:
    """Store every file below the folder; links are refused, since what they point to is not in it."""
    if not folder.is_dir():
        raise NotFound(f"there is no folder {folder.name!r}")
    files = _files_below(folder)
    check_paths(path for path, _ in files)
    entries = tuple(
        TreeEntry(path=path, object=objects.put_file(file), size_bytes=file.stat().st_size) for path, file in files
    )
    return tree_of(entries)


def tree_of(entries: tuple[TreeEntry, ...]) -> TreeManifest:
    """The manifest of these files, sorted by path."""
    ordered = tuple(sorted(entries, key=lambda entry: entry.path))
    return TreeManifest(
        rows=len(ordered),
        size_bytes=sum(entry.size_bytes for entry in ordered),
        digest=tree_digest(ordered),
        entries=ordered,
    )


def _files_below(folder: Path) -> list[tuple[str, Path]]:
    found = []
    for root, folders, names in os.walk(folder):
        for name in [*folders, *names]:
            if (Path(root) / name).is_symlink():
                raise BadInput(
                    f"{name!r} is a symbolic link", why="its target is not part of the folder", hint="copy it"
                )
        for name in names:
            file = Path(root) / name
            if not file.is_file():
                raise BadInput(f"{name!r} is neither a file nor a folder")
            found.append((file.relative_to(folder).as_posix(), file))
    return sorted(found)
