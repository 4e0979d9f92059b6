"""Import modules from a checked-out snapshot instead of from the places Python would look."""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.util
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

from flyball.compute.model import Snapshot
from flyball.core.errors import NotFound


class SnapshotFinder(importlib.abc.MetaPathFinder):
    """Finds exactly the modules of one snapshot; a package from it does not fall back to the files of today."""

    def __init__(self, snapshot: Snapshot, folder: Path) -> None:
        self._snapshot = snapshot
        self._folder = folder

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The spec of a module that is in the snapshot, else None."""
        file = self._snapshot.modules.get(fullname)
        if file is None:
            return None
        location = self._folder / file.path
        places = [str(location.parent)] if file.is_package else None
        return importlib.util.spec_from_file_location(fullname, location, submodule_search_locations=places)


class NamespaceFinder(importlib.abc.MetaPathFinder):
    """Stands in for packages that have no file of their own, when nothing else knows them."""

    def __init__(self, snapshot: Snapshot) -> None:
        parts = [name.split(".") for name in snapshot.modules]
        self._names = {".".join(part[:n]) for part in parts for n in range(1, len(part))}

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """An empty package for a name that modules of the snapshot stand in."""
        return ModuleSpec(fullname, None, is_package=True) if fullname in self._names else None


def import_from(snapshot: Snapshot, folder: Path, entry: str) -> object:
    """The object `entry` (`module:name`) from the snapshot checked out into `folder`.

    For a fresh process, whose imports it changes. Raises `NotFound` when the snapshot lacks the module
    or the module the name.
    """
    module_name, _, attribute = entry.partition(":")
    if module_name not in snapshot.modules:
        raise NotFound(f"the code snapshot has no module {module_name}", why=f"it has {', '.join(snapshot.modules)}")
    sys.meta_path.insert(0, SnapshotFinder(snapshot, folder))
    sys.meta_path.append(NamespaceFinder(snapshot))
    found: object = importlib.import_module(module_name)
    for part in attribute.split("."):
        try:
            found = getattr(found, part)
        except AttributeError as error:
            raise NotFound(f"the recorded code has no {entry}", why=str(error)) from error
    return found
