"""Walk from an object over everything it uses, and give each thing reached a label and a canonical content."""

from __future__ import annotations

import builtins
import functools
import importlib
import importlib.util
import sys
import types
from collections.abc import Callable
from typing import Any

from flyball.compute.code import bytecode
from flyball.compute.code.classes import class_members
from flyball.compute.code.origin import distributions_of, file_of, importable_name, origin_of
from flyball.compute.code.values import IGNORED, plain_token, state_of
from flyball.core import digest

Token = Any
"""JSON-able: what stands for a value in its user's content; things with a node of their own are `["see", label]`."""

_BUILTINS_THAT_RUN_TEXT = frozenset({"eval", "exec"})
_DYNAMIC_IMPORT: tuple[object, ...] = (importlib.import_module, builtins.__import__)
_FUNCTIONS = (types.FunctionType, types.MethodType, functools.partial, types.BuiltinFunctionType)


class Walk:
    """One traversal. `token(x)` says how `x` is written; `finish()` does what still waits and returns the nodes."""

    def __init__(self) -> None:
        self.nodes: dict[str, Token] = {}
        self.spans: dict[str, str] = {}
        self.distributions: dict[str, str] = {}
        self.unhashable: set[str] = set()
        self.modules: set[str] = set()
        self.uses_flyball = False
        self._labels: dict[int, str] = {}
        self._kept: list[object] = []  # objects with a label stay alive, or their id could be given to another
        self._waiting: list[Callable[[], None]] = []
        self._inside: list[int] = []

    def finish(self) -> dict[str, Token]:
        """The content of every node reached, by label."""
        while self._waiting:
            self._waiting.pop()()
        return self.nodes

    def token(self, value: Any, *, path: str) -> Token:
        """How `value` is written; `path` names it in messages."""
        plain = plain_token(value)
        if plain is not None:
            return plain
        if isinstance(value, IGNORED):
            return ["ignored", type(value).__name__]
        if isinstance(value, bytecode.Constant):
            return self.token(value.value, path=path)
        if isinstance(value, types.ModuleType):
            return self._module(value.__name__)
        if isinstance(value, type):
            return self._class(value)
        if isinstance(value, types.FunctionType):
            return self._function(value)
        if id(value) in self._inside:
            return ["again", len(self._inside) - self._inside.index(id(value))]
        self._inside.append(id(value))
        try:
            return self._composite(value, path)
        finally:
            self._inside.pop()

    def _composite(self, value: Any, path: str) -> Token:
        if isinstance(value, list | tuple) and type(value) in (list, tuple):
            return [type(value).__name__, [self.token(item, path=f"{path}[{n}]") for n, item in enumerate(value)]]
        if type(value) in (dict, types.MappingProxyType):
            # Order counts: iterating over a dispatch table in another order is another program.
            return [
                "dict",
                [[self.token(k, path=path), self.token(v, path=f"{path}[{k!r}]")] for k, v in value.items()],
            ]
        if type(value) in (set, frozenset):
            return [type(value).__name__, sorted((self.token(item, path=path) for item in value), key=digest)]
        return self._callable(value, path)

    def _callable(self, value: Any, path: str) -> Token:
        if isinstance(value, types.MethodType):
            return [
                "method",
                self.token(value.__func__, path=path),
                self.token(value.__self__, path=f"{path}.__self__"),
            ]
        if isinstance(value, functools.partial):
            return ["partial", *(self.token(part, path=path) for part in (value.func, value.args, value.keywords))]
        if isinstance(value, types.BuiltinFunctionType | types.MethodWrapperType | types.WrapperDescriptorType):
            return self._builtin(value)
        if isinstance(value, property | staticmethod | classmethod | functools.cached_property):
            parts = ("fget", "fset", "fdel", "__func__", "func")
            return [type(value).__name__, *(self.token(getattr(value, p, None), path=path) for p in parts)]
        home = _home(value)
        if home is not None and self._belongs(home) != "project":  # NumPy's and Cython's functions, for instance
            return ["named", home, value.__qualname__]
        wrapped = getattr(value, "__wrapped__", None)
        if callable(wrapped):
            self._belongs(str(type(value).__module__))
            return ["wrapper", _qualified(type(value)), self.token(wrapped, path=path)]
        return self._instance(value, path)

    def _instance(self, value: Any, path: str) -> Token:
        try:
            state = state_of(value)
        except Exception as error:  # noqa: BLE001 - any object may refuse to give its state, in any way it likes
            self.unhashable.add(
                f"{path} ({_qualified(type(value))}: {str(error).splitlines()[0] if str(error) else 'no state'})"
            )
            return ["unhashable", path]
        return ["object", self.token(type(value), path=path), self.token(state, path=path)]

    def _builtin(self, value: Any) -> Token:
        owner = getattr(value, "__self__", None)
        if owner is not None and not isinstance(owner, types.ModuleType | type):
            return ["bound", value.__name__, self.token(owner, path=value.__name__)]
        self._belongs(getattr(value, "__module__", None) or "builtins")
        return ["builtin", getattr(value, "__module__", None) or "", value.__qualname__]

    def _belongs(self, module: str) -> str:
        """Count the module's owner in; returns whose it is."""
        origin = origin_of(module)
        if origin == "distribution":
            found = distributions_of(module)
            self.distributions |= found
            if not found:
                self.unhashable.add(f"module {module} (installed, but no distribution claims it)")
        self.uses_flyball |= origin == "flyball"
        return origin

    def _label(self, kind: str, value: object, name: str) -> tuple[str, bool]:
        """A label of its own for each object, and whether it is new; closures made by one function share a name."""
        if id(value) in self._labels:
            return self._labels[id(value)], False
        label, n = f"{kind} {name}", 1
        while label in self.nodes:
            n += 1
            label = f"{kind} {name} #{n}"
        self._labels[id(value)] = label
        self._kept.append(value)
        self.nodes[label] = None
        return label, True

    # functions ------------------------------------------------------------------------------------------------------

    def _function(self, fn: types.FunctionType) -> Token:
        # A wrapper made by functools.wraps carries the name of what it wraps; its globals tell where its code stands.
        home = str(fn.__globals__.get("__name__", fn.__module__))
        if self._belongs(home) != "project":
            return self._foreign(fn, home)
        label, is_new = self._label("function", fn, f"{_importable(home)}.{fn.__qualname__}")
        if is_new:
            self.modules.add(home)
            self.spans[label] = bytecode.span(fn.__code__)
            self._waiting.append(lambda: self.nodes.__setitem__(label, self._function_content(fn, label)))
        return ["see", label]

    def _foreign(self, fn: types.FunctionType, home: str) -> Token:
        token = ["foreign", home, fn.__code__.co_qualname]
        cases = getattr(fn, "registry", None)
        if home == "functools" and cases is not None:  # singledispatch; its closure is a cache that fills while running
            return [*token, self.token(dict(cases), path=fn.__qualname__)]
        if fn.__closure__:
            token.append(self._cells(fn))
        return token

    def _function_content(self, fn: types.FunctionType, label: str) -> Token:
        code = fn.__code__
        extra = {k: v for k, v in vars(fn).items() if k != "__wrapped__"}
        return {
            "code": self._code(bytecode.normal_form(code), label),
            "defaults": self.token(fn.__defaults__, path=f"a default of {label}"),
            "keyword defaults": self.token(fn.__kwdefaults__, path=f"a default of {label}"),
            "cells": self._cells(fn),
            "globals": self._globals(code, fn.__globals__, label),
            "imports": self._imports(code, fn.__globals__, label),
            "attributes": self.token(extra, path=f"an attribute of {label}"),
        }

    def _code(self, form: object, label: str) -> Token:
        if isinstance(form, list):
            return [self._code(item, label) for item in form]
        return self.token(form, path=f"a constant of {label}") if isinstance(form, bytecode.Constant) else form

    def _cells(self, fn: types.FunctionType) -> Token:
        found = {}
        for name, cell in zip(fn.__code__.co_freevars, fn.__closure__ or (), strict=True):
            try:
                found[name] = self.token(cell.cell_contents, path=f"{name} in {fn.__qualname__}")
            except ValueError:  # an empty cell: the name is assigned later or never
                found[name] = ["empty"]
        return found

    def _globals(self, code: types.CodeType, space: dict[str, Any], label: str) -> Token:
        found: dict[str, Token] = {}
        for use in bytecode.uses(code):
            dotted, value = _resolve(use, space)
            if value is _MISSING:
                found[dotted] = ["undefined"]
            elif value in _DYNAMIC_IMPORT if isinstance(value, _FUNCTIONS) else False:
                found[dotted] = self._named_modules(code, label)
            elif use.name in _BUILTINS_THAT_RUN_TEXT and use.name not in space:
                self.unhashable.add(f"{use.name} in {label} (runs text that is only known when it runs)")
            else:
                found[dotted] = self.token(value, path=dotted)
        return found

    def _named_modules(self, code: types.CodeType, label: str) -> Token:
        names = sorted(name for name in bytecode.strings(code) if name.replace(".", "").isidentifier())
        modules = [name for name in names if _can_import(name)]
        if not modules:
            self.unhashable.add(f"import_module in {label} (which module is only known when it runs)")
        return [self._module(name) for name in modules]

    # modules --------------------------------------------------------------------------------------------------------

    def _imports(self, code: types.CodeType, space: dict[str, Any], label: str) -> Token:
        package = str(space.get("__package__") or "")
        found = []
        for item in bytecode.imports(code):
            name = importlib.util.resolve_name("." * item.level + item.module, package) if item.level else item.module
            found.append([name, self._imported(name, item.names, label)])
        return found

    def _imported(self, name: str, names: tuple[str, ...], label: str) -> Token:
        if self._belongs(name) != "project":
            return ["module", name]
        module = sys.modules.get(name)
        if not names or "*" in names or module is None:
            return self._module(name)
        found = {}
        for each in names:
            value = getattr(module, each, _MISSING)
            inner = f"{name}.{each}"
            found[each] = self._module(inner) if value is _MISSING else self.token(value, path=f"{inner} in {label}")
        return found

    def _module(self, name: str) -> Token:
        """A module used as a whole: nobody can say which of its names count, so its code does, and all it imports."""
        if self._belongs(name) != "project":
            return ["module", name]
        label, is_new = self._label("module", sys.intern(name), _importable(name))
        if is_new:
            self.modules.add(name)
            self._waiting.append(lambda: self.nodes.__setitem__(label, self._module_content(name, label)))
        return ["see", label]

    def _module_content(self, name: str, label: str) -> Token:
        module = sys.modules.get(name)
        file = file_of(module) or _find_file(name)
        if file is None:
            self.unhashable.add(f"{label} (has no file)")
            return ["unhashable", name]
        if file.suffix != ".py":  # compiled: its bytes are all there is
            return ["bytes", digest(file.read_bytes())]
        code = compile(file.read_bytes(), "<module>", "exec", dont_inherit=True)
        package = name if file.name == "__init__.py" else name.rpartition(".")[0]
        imported = self._imports(code, {"__package__": package}, label)
        return {"code": self._code(bytecode.normal_form(code), label), "imports": imported}

    # classes --------------------------------------------------------------------------------------------------------

    def _class(self, cls: type) -> Token:
        if self._belongs(cls.__module__) != "project":
            return ["class", _qualified(cls)]
        label, is_new = self._label("class", cls, f"{_importable(cls.__module__)}.{cls.__qualname__}")
        if is_new:
            self.modules.add(cls.__module__)
            self._waiting.append(lambda: self.nodes.__setitem__(label, self._class_content(cls)))
        return ["see", label]

    def _class_content(self, cls: type) -> Token:
        name = cls.__qualname__
        return {
            "bases": [self.token(base, path=name) for base in cls.__bases__],
            "metaclass": self.token(type(cls), path=name),
            "members": {key: self.token(value, path=f"{name}.{key}") for key, value in class_members(cls).items()},
        }


_MISSING = object()


def _resolve(use: bytecode.Use, space: dict[str, Any]) -> tuple[str, Any]:
    """The value that a global and the attributes behind it lead to, going through modules only."""
    dotted, value = use.name, space.get(use.name, getattr(builtins, use.name, _MISSING))
    for attribute in use.attributes:
        if not isinstance(value, types.ModuleType):
            break
        dotted, value = f"{dotted}.{attribute}", getattr(value, attribute, _MISSING)
    return dotted, value


def _home(value: Any) -> str | None:
    """The module under whose name a callable can be found again; None for anything that has a state of its own."""
    home, name = getattr(value, "__module__", None), getattr(value, "__qualname__", None)
    if not callable(value) or not isinstance(home, str) or not isinstance(name, str):
        return None
    return home if getattr(sys.modules.get(home), name, None) is value else None


def _importable(module: str) -> str:
    loaded = sys.modules.get(module)
    return importable_name(loaded) if loaded is not None else module


def _qualified(cls: type) -> str:
    return f"{cls.__module__}.{cls.__qualname__}"


def _can_import(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, ValueError):
        return False


def _find_file(name: str) -> Any:
    from pathlib import Path

    try:
        spec = importlib.util.find_spec(name)
    except (ImportError, ValueError):
        return None
    return Path(spec.origin) if spec is not None and spec.origin and spec.has_location else None
