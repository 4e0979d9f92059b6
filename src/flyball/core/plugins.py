"""Typed registries of named parts: built-ins and third parties come through the same door.

A registry maps a name to `"module:attribute"` and imports it on first use. Built-ins are the room's own table;
others are entry points of the group `flyball.<group>`, scanned only when a name is not found or names are listed.
"""

from __future__ import annotations

import importlib
from importlib.metadata import entry_points
from typing import Generic, TypeVar, cast

from flyball.core.errors import NotFound

T = TypeVar("T")


class Registry(Generic[T]):
    """Name to part, resolved lazily.

    >>> joins: Registry[type] = Registry("example", {"ordered": "collections:OrderedDict"})
    >>> joins.get("ordered").__name__
    'OrderedDict'
    """

    def __init__(self, group: str, builtins: dict[str, str]) -> None:
        self.group = group
        self._targets = dict(builtins)
        self._resolved: dict[str, T] = {}
        self._scanned = False

    def get(self, name: str) -> T:
        """The part of that name; `NotFound` lists the names there are."""
        part = self.find(name)
        if part is None:
            raise NotFound(
                f"there is no {self.group} named {name!r}",
                why=f"known: {', '.join(self.names())}",
            )
        return part

    def find(self, name: str) -> T | None:
        """The part of that name, or None."""
        if name in self._resolved:
            return self._resolved[name]
        if name not in self._targets:
            self._scan()
        target = self._targets.get(name)
        if target is None:
            return None
        module, _, attribute = target.partition(":")
        part = cast("T", getattr(importlib.import_module(module), attribute))
        self._resolved[name] = part
        return part

    def names(self) -> list[str]:
        """All names, sorted, those of installed plug-ins included."""
        self._scan()
        return sorted(self._targets)

    def register(self, name: str, target: str) -> None:
        """Add or replace one part, as `"module:attribute"`."""
        self._targets[name] = target
        self._resolved.pop(name, None)

    def _scan(self) -> None:
        if self._scanned:
            return
        self._scanned = True
        for entry in entry_points(group=f"flyball.{self.group}"):
            self._targets.setdefault(entry.name, entry.value)
