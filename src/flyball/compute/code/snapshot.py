"""The source files a function needs, taken from the project and laid out again in another folder."""

from __future__ import annotations

import ast
import importlib.util
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

import msgspec

from flyball.compute.code.fingerprint import fingerprint
from flyball.compute.code.origin import file_of, importable_name, origin_of
from flyball.compute.model import Fingerprint, Snapshot, SnapshotFile
from flyball.core import digest
from flyball.core.errors import BadInput, StoreCorrupt

MAX_FILE_BYTES = 4 * 2**20


class ReadsObjects(Protocol):
    """What reading a snapshot needs of an object store."""

    def get(self, digest: str) -> bytes: ...


def snapshot_of(fn: object, *, found: Fingerprint | None = None) -> tuple[Snapshot, dict[str, bytes]]:
    """The snapshot of the project modules that `fn` needs, and the files' bytes by digest.

    Needed are the modules the fingerprint reaches, the modules they import (importing runs them whole) and the packages
    they stand in. Raises `BadInput` when the code has no file, as in a notebook cell.
    """
    modules, files = {}, {}
    for name, path in sorted(_closure((found or fingerprint(fn)).modules).items()):
        content = path.read_bytes()
        if len(content) > MAX_FILE_BYTES:
            raise BadInput(
                f"{path.name} is too large for a code snapshot", why=f"{len(content)} bytes, at most {MAX_FILE_BYTES}"
            )
        key, is_package = digest(content), path.name == "__init__.py"
        place = f"{name.replace('.', '/')}/__init__.py" if is_package else f"{name.replace('.', '/')}{path.suffix}"
        modules[name] = SnapshotFile(path=place, digest=key, size_bytes=len(content), is_package=is_package)
        files[key] = content
    return Snapshot(modules=modules), files


def read_snapshot(objects: ReadsObjects, key: str) -> Snapshot:
    """The snapshot stored under its digest; raises `StoreCorrupt` when those bytes are no snapshot."""
    try:
        return msgspec.json.decode(objects.get(key), type=Snapshot)
    except msgspec.DecodeError as error:
        raise StoreCorrupt(f"object {key} is not a code snapshot", why=str(error)) from error


def checkout_snapshot(objects: ReadsObjects, snapshot: Snapshot, folder: Path) -> None:
    """Write the snapshot's files under `folder`; a path that would leave it is refused."""
    root = folder.resolve()
    for file in snapshot.modules.values():
        target = (root / file.path).resolve()
        if not target.is_relative_to(root):
            raise BadInput(f"the code snapshot names the path {file.path!r}", why="it leads out of the folder")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(objects.get(file.digest))


def _closure(reached: Iterable[str]) -> dict[str, Path]:
    """Importable name to file for the modules reached, their packages, and all project modules they import."""
    found: dict[str, Path] = {}
    waiting = sorted(reached)
    while waiting:
        name = waiting.pop()
        if name in found or origin_of(name) != "project":
            continue
        path = _file(name)
        if path is None:
            if name in reached:
                raise BadInput(
                    f"the code of {name} is in no file",
                    why="a run can only be repeated from files",
                    hint="move it into a module",
                )
            continue  # a namespace package, or a name that only looks like a module
        found[_name(name)] = path
        waiting.extend(name.rpartition(".")[0] for _ in [0] if "." in name)
        if path.suffix == ".py":
            waiting.extend(_imports(name, path))
    return found


def _file(name: str) -> Path | None:
    module = sys.modules.get(name)
    if module is not None:
        return file_of(module)
    try:
        spec = importlib.util.find_spec(name)
    except (ImportError, ValueError):
        return None
    return Path(spec.origin) if spec is not None and spec.has_location and spec.origin else None


def _name(name: str) -> str:
    module = sys.modules.get(name)
    return importable_name(module) if module is not None else name


def _imports(name: str, path: Path) -> set[str]:
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = "." * node.level + (node.module or "")
            base = importlib.util.resolve_name(base, package) if node.level else base
            found |= {base} | {f"{base}.{alias.name}" for alias in node.names if alias.name != "*"}
    return {each for each in found if origin_of(each) == "project"}
