"""Whose code is a module: the project's own, an installed distribution's, Python's, or Flyball's."""

from __future__ import annotations

import functools
import re
import sys
from importlib import metadata
from pathlib import Path
from types import ModuleType
from typing import Literal

from flyball.compute.environment import normalised
from flyball.core import digest

Origin = Literal["project", "distribution", "python", "flyball"]
_INSTALLED = re.compile(r"[\\/](site|dist)-packages[\\/]")


def origin_of(module: str) -> Origin:
    """Whose the module of that name is; one that is not loaded and not installed counts as the project's.

    The demo is code as a user would write it, so it is treated as a project and not as part of Flyball.

    >>> origin_of("json"), origin_of("msgspec.json"), origin_of("flyball.core.ref"), origin_of("flyball.demo.story")
    ('python', 'distribution', 'flyball', 'project')
    """
    top = module.partition(".")[0]
    if top == "flyball":
        return "project" if f"{module}.".startswith("flyball.demo.") else "flyball"
    if top in sys.stdlib_module_names or top in sys.builtin_module_names:
        return "project" if top == "__main__" else "python"
    file = file_of(sys.modules.get(module) or sys.modules.get(top))
    if file is not None:
        return "distribution" if _INSTALLED.search(str(file)) else "project"
    return "distribution" if top in _tops() and module not in sys.modules else "project"


def file_of(module: ModuleType | None) -> Path | None:
    """The file a loaded module came from."""
    file = getattr(module, "__file__", None)
    return Path(file) if file else None


def importable_name(module: ModuleType) -> str:
    """The name under which another process can import it: a script's file name for `__main__`."""
    if module.__name__ != "__main__":
        return module.__name__
    spec = getattr(module, "__spec__", None)
    if spec is not None and spec.name:
        return str(spec.name)
    file = file_of(module)
    return file.stem if file else "__main__"


@functools.cache
def distributions_of(module: str) -> dict[str, str]:
    """Distributions that provide the module and all they require, name to version; empty when none claims it."""
    found: dict[str, str] = {}
    waiting = list(_tops().get(module.partition(".")[0], ()))
    while waiting:
        name = normalised(waiting.pop())
        if name in found:
            continue
        try:
            distribution = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # an optional requirement that is not installed cannot have been reached
        found[name] = distribution.version
        waiting.extend(_requirements(distribution))
    return found


@functools.cache
def flyball_version() -> str:
    """Flyball's version; while it is being developed (an editable install), also a digest of its source."""
    import flyball

    root = Path(flyball.__file__).parent
    version = metadata.version("flyball")
    if _INSTALLED.search(str(root)):
        return version
    files = {
        str(file.relative_to(root)): digest(file.read_bytes())
        for file in sorted(root.rglob("*.py"))
        if file.relative_to(root).parts[0] != "demo"
    }
    return f"{version}+{digest(files)[:16]}"


def _requirements(distribution: metadata.Distribution) -> list[str]:
    # "name[extra]>=1; marker": only what is always required, for an extra's packages may be there by chance.
    lines = [line for line in distribution.requires or () if "extra ==" not in line]
    matches = (re.match(r"[A-Za-z0-9._-]+", line.strip()) for line in lines)
    return [match.group() for match in matches if match]


@functools.cache
def _tops() -> dict[str, list[str]]:
    # 0.1-0.2 s for some hundred distributions: once per process, and only when an installed module is reached.
    return dict(metadata.packages_distributions())
